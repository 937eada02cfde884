package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.serve.HttpFront;
import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.BatchId;
import dev.muster.contract.Json;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolved;
import dev.muster.validate.ValidateConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on a batch that was really trained: what each says, as text and as JSON. */
@Timeout(120)
class CommandsIT {
    @TempDir
    static Path directory;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(directory.resolve("small.yaml"), """
                batch: small
                dataset: penguins
                jobs:
                  - {name: linear, model: logistic-regression, parameters: {epochs: 3}}
                  - {name: trees, model: boosted-trees, parameters: {rounds: 4}}
                gates: {metric: accuracy, minimum: {accuracy: 0.5}}
                promote: small
                """);
        Run run = Run.in(directory).muster("run", "small.yaml");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("passed small", "linear", "trees", "promoted small version 1");
        assertThat(directory.resolve("report.html")).content().startsWith("<!doctype html>");
    }

    @ParameterizedTest
    @CsvSource({
        "list,                  /0/state,            PASSED",
        "list --models,         /0/name,             small",
        "queue,                 /0/position,         none",
        "status small,          /batch/state,        PASSED",
        "show small,            /audit/0/what,       ACCEPTED",
        "show small/linear,     /job/name,           linear",
        "show small@1,         /manifest/classes/0, Adelie",
        "report small,          /report,             report.html",
        "reproduce small,       /differences,        ''",
        "why small/linear,      /outcome,            trained",
        "resume small,          /verdict/state,      PASSED",
        "run small.yaml,        /stored,             true",
        "validate small.yaml,   /profiles/0/rows,    344",
        "audit --limit 1000,    /0/what,             ACCEPTED",
        "audit --batch small,   /0/batch,            ''",
        "audit verify,          /found,              0",
        "audit prune --older-than 90d, /entries,     0",
    })
    void tellsInJsonWhatThereIs(String command, String place, String value) {
        Run run = muster(command + " --json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Json.read(run.out(), JsonNode.class).at(place).asText("none"))
                .as(run.out())
                .endsWith(value);
    }

    @ParameterizedTest
    @CsvSource({
        "list,               'small  passed  2/2'",
        "queue,              'Nothing waits.'",
        "status small,       'trees'",
        "show small,         'CLAIMED'",
        "show small/linear,  'epochs'",
        "show small@1,       'sha256:'",
        "reproduce small,    'the very same model'",
        "why small/trees,    'trained no equal job had a result when it began'",
        "audit,              'PROMOTED'",
        "audit verify,       'sound: '",
        "audit prune --older-than 1h, '0 entries removed'",
    })
    void tellsItToPeople(String command, String part) {
        Run run = muster(command);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().replaceAll(" +", " ")).containsIgnoringCase(part.replaceAll(" +", " "));
    }

    @Test
    void aBatchLikeAnotherUsesItsResultsAndSaysWhy() throws IOException {
        Files.writeString(directory.resolve("like.yaml"), """
                batch: like
                dataset: penguins
                jobs:
                  - {name: again, model: logistic-regression, parameters: {epochs: 3}}
                  - {name: new, model: boosted-trees, parameters: {rounds: 5}}
                """);

        Run run = muster("run like.yaml");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("= again  reused from j-", "2 of 2 jobs counted");
        assertThat(Files.readString(directory.resolve("report.html"))).contains(">reused</small>");
        assertThat(muster("why like/again").out()).contains("reused  an equal job", "small/linear", "sha256:");
        assertThat(muster("why like/new").out()).contains("trained  no equal job");

        Run fresh = muster("run like.yaml --fresh");

        assertThat(fresh.exitCode()).as(fresh.err()).isZero();
        assertThat(fresh.out()).doesNotContain("reused");
        assertThat(muster("why like/again").out()).contains("trained  its batch has every job trained (fresh)");
        assertThat(muster("reproduce like/again").out()).contains("the very same model");
        muster("run small.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "cancel small, verdict already",
        "show smal, smal",
        "reproduce small@7, small@7",
        "resume b-1, b-1",
        "resume small --job liner, 'there is no job liner in small: did you mean \"linear\"?'"
    })
    void refusesWhatCannotBeDone(String command, String part) {
        Run run = muster(command);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains(part).doesNotContain("\tat ");
    }

    @Test
    void anAuditThatIsNotTheOneWhoseHeadWasNotedIsNotSound() {
        String head = "1@sha256:" + "0".repeat(64);

        Run run = muster("audit verify --head " + head);

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_PASSED);
        assertThat(run.out()).contains("made anew", "NOT SOUND").doesNotContain("head");
        assertThat(muster("audit verify --head 1").exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(muster("audit prune --older-than soon").err()).contains("no age", "90d");
    }

    @Test
    void aRunningServerIsHandedABatchWatchedAndAskedForItsLogs() throws IOException {
        try (Muster served = Muster.open(config(directory.resolve("served")), Clock.systemUTC())
                        .work(null);
                HttpFront front = HttpFront.open(
                        served, Clock.systemUTC(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String url = " --url " + front.address();

            Run submitted = muster("submit small.yaml --json" + url);
            Run again = muster("submit small.yaml --json" + url);
            assertThat(submitted.exitCode()).as(submitted.err()).isZero();
            String batch = batchOf(submitted);
            assertThat(batchOf(again)).isEqualTo(batch);

            Run watched = muster("watch " + batch + url);
            assertThat(watched.exitCode()).as(watched.err()).isZero();
            assertThat(watched.out()).contains("passed small");

            Run logs = muster("logs " + batch + "/linear" + url);
            assertThat(logs.exitCode()).as(logs.err()).isZero();
            assertThat(logs.out()).contains("attempt 1", "3");
        }
    }

    /** Ctrl-C twice: the batch was called off, and its command died before the attempt had stopped. */
    @Test
    void aBatchWhoseCallingOffWasCutShortGoesOn() throws IOException {
        Path home = directory.resolve("cut");
        BatchId batch = BatchId.derive("/test", "cut");
        try (Muster dying = Muster.open(config(home), Clock.systemUTC())) {
            Resolved resolved = dying.resolver().resolve(BatchText.read(directory.resolve("small.yaml")));
            dying.validate().accept(resolved, batch, "cut", "/test");
            dying.ledger().claims().claim("embedded-99999-1", 9, Duration.ofMinutes(1), Optional.of(batch));
            dying.ledger().control().cancel(batch);
        }
        Files.createFile(new Home(home).clusters().resolve("embedded-99999-1.lock"));

        Run resumed = at(home).muster("resume", batch.value());

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("passed small");
    }

    @Test
    void whatWaitsIsShownWithItsTurnAndItsReason() throws IOException {
        Path home = directory.resolve("waiting");
        Files.writeString(directory.resolve("queue.yaml"), "teams: {research: {quota: {jobs: 0}}}");
        Files.writeString(directory.resolve("urgent.yaml"), """
                team: research
                priority: 7
                dataset: penguins
                jobs: [{model: logistic-regression}]
                """);
        try (Muster idle = Muster.open(config(home), Clock.systemUTC())) {
            for (String file : List.of("small.yaml", "urgent.yaml")) {
                Resolved resolved = idle.resolver().resolve(BatchText.read(directory.resolve(file)));
                idle.validate().accept(resolved, BatchId.derive("/test", file), file, "/test");
            }

            Run text = waiting(home).muster("queue");
            Run json = waiting(home).muster("queue", "--team", "research", "--json");

            assertThat(text.exitCode()).as(text.err()).isZero();
            assertThat(text.out().replaceAll(" +", " "))
                    .contains("small default 0", "next in line; nothing runs now", "unknown");
            JsonNode line = Json.read(json.out(), JsonNode.class).path(0);
            assertThat(line.path("position").asInt()).isEqualTo(2);
            assertThat(line.path("reason").asText()).isEqualTo("TEAM_QUOTA");
            assertThat(line.path("why").asText()).contains("team research uses 0 of its 0 jobs");
        }
    }

    private static MusterConfig config(Path home) {
        return MusterConfig.embedded(
                new Home(home),
                ValidateConfig.of(List.of(Path.of("").toAbsolutePath().getParent())));
    }

    private static Run at(Path home) {
        return Run.in(directory).with("MUSTER_HOME", home.toString());
    }

    private static Run waiting(Path home) {
        return at(home).with("MUSTER_QUEUE", "queue.yaml");
    }

    private static String batchOf(Run run) {
        return Json.read(run.out(), JsonNode.class).path("batch").asText();
    }

    private static Run muster(String command) {
        return Run.in(directory).muster(command.split(" ", -1));
    }
}
