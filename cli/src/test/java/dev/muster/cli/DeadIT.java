package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.system.Database;
import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.console.LetterBox;
import dev.muster.contract.Assignment;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobResult;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.Ingress;
import dev.muster.validate.BatchText;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster dead} on a ledger of its own. */
@Timeout(120)
class DeadIT {
    @TempDir
    Path directory;

    private String garbled;

    /** A report that nobody could read, and one that came while the broker was away. */
    @BeforeEach
    void die() {
        CloudEvent report = Events.of(
                EventTypes.JOBS_FINISHED, "/muster/gateway", "s", "key", Instant.EPOCH, Map.of("results", List.of()));
        CloudEvent unreadable = CloudEventBuilder.from(report)
                .withId("garbled")
                .withData("{\"results\": ".getBytes(StandardCharsets.UTF_8))
                .build();
        try (Database database = Database.open(config(), Clock.systemUTC())) {
            LetterBox box = new LetterBox(database.ledger().letters());
            box.handle(died(unreadable, "400", "data: is no JSON"));
            box.handle(died(report, "503", "the broker at 10.0.0.7 did not answer"));
            garbled = database.ledger().letters().cases(Instant.EPOCH).get(0).id();
        }
    }

    @Test
    void listsCausesAndOneByOneWithWhoseFaultItWas() {
        JsonNode groups = json(muster("dead", "list", "--json"));

        assertThat(groups.findValuesAsText("fault")).containsExactly("POISON", "TRANSIENT");
        assertThat(muster("dead", "list").out()).contains("poison", "transient", "is no JSON");
        assertThat(muster("dead", "list", "--fault", "transient").out())
                .contains("l-", "10.0.0.7")
                .doesNotContain("is no JSON");
        assertThat(muster("dead", "list", groups.get(0).path("fingerprint").asText())
                        .out())
                .contains(garbled);
    }

    @Test
    void showsALetterAndItsEvent() {
        assertThat(muster("dead", "show", garbled).out())
                .contains("/muster/gateway", "answered 400", "{\"results\": ", "dead");
        assertThat(muster("dead", "show", "l-0").err()).contains("no letter l-0", "muster dead list");
    }

    @Test
    void poisonDiesAgainUntilItIsPatched() throws IOException {
        Run again = muster("dead", "redrive", garbled);
        assertThat(again.exitCode()).isEqualTo(ExitCode.NOT_PASSED);
        assertThat(again.out()).contains("died again: " + garbled);

        Files.writeString(directory.resolve("data.json"), "{\"results\": []}");
        Run patched = muster("dead", "patch", garbled, "--file", "data.json", "--why", "it was cut off");
        assertThat(patched.exitCode()).as(patched.err()).isZero();
        Run redriven = muster("dead", "redrive", garbled, "--why", "patched");

        assertThat(redriven.exitCode()).as(redriven.out()).isZero();
        assertThat(muster("dead", "list").out()).doesNotContain("is no JSON");
        JsonNode letter = json(muster("dead", "show", garbled, "--json"));
        assertThat(letter.path("state").asText()).isEqualTo("REDRIVEN");
        assertThat(letter.path("deaths")).hasSize(2);
        assertThat(letter.path("patches").findValuesAsText("why")).containsExactly("it was cut off");
        assertThat(muster("audit").out()).contains("DIED", "PATCHED", "REDRIVEN");
    }

    @Test
    void anEventWithAnotherIdentityIsNoPatch() throws IOException {
        Run merged = muster("dead", "patch", garbled, "--merge", "{\"results\": []}", "--why", "x");
        assertThat(merged.exitCode()).isEqualTo(ExitCode.INVALID);
        String event = json(muster("dead", "list", "--fault", "transient", "--json"))
                .get(0)
                .path("id")
                .asText();
        Files.writeString(
                directory.resolve("event.json"),
                muster("dead", "show", event, "--event").out().replace("/muster/gateway", "/somebody/else"));

        Run refused = muster("dead", "patch", event, "--file", "event.json", "--why", "x");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("source", "/somebody/else", "/muster/gateway");
    }

    @Test
    void aDryRunSendsNothingAndEverythingHasToBeAskedFor() {
        assertThat(muster("dead", "redrive", "--all", "--dry-run").out()).contains(garbled);
        assertThat(muster("dead", "redrive").exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(json(muster("dead", "list", "--json"))).hasSize(2);
    }

    @Test
    void allIsAllHoweverOld() {
        try (Database database = Database.open(
                config(), Clock.offset(Clock.systemUTC(), Duration.ofDays(40).negated()))) {
            CloudEvent old = Events.of(EventTypes.JOBS_FINISHED, "/old", "s", "old", Instant.EPOCH, Map.of());
            new LetterBox(database.ledger().letters()).handle(died(old, "503", "away, long ago"));
        }

        assertThat(muster("dead", "redrive", "--all", "--dry-run").out()).contains("away, long ago");
        assertThat(muster("dead", "redrive", "--all", "--since", "30d", "--dry-run")
                        .out())
                .doesNotContain("away, long ago");
    }

    @Test
    void aBrokerThatIsNoAddressIsRefusedBeforeAnythingIsQueued() throws IOException {
        String job = failedJob();

        Run run = Run.in(directory).with("MUSTER_BROKER_URL", "broker:8080").muster("dead", "redrive", job, garbled);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("MUSTER_BROKER_URL", "broker:8080", "fix: ");
        assertThat(muster("dead", "list").out()).contains("small/linear");
    }

    @Test
    void whereThereIsABrokerTheSameEventsGoThereOnce() throws IOException {
        Queue<CloudEvent> posted = new ConcurrentLinkedQueue<>();
        try (BrokerServer broker = BrokerServer.start(
                0,
                new Ingress(
                        event -> {
                            posted.add(event);
                            return CompletableFuture.completedStage(null);
                        },
                        Duration.ofSeconds(5)))) {
            for (int i = 0; i < 2; i++) {
                Run run = Run.in(directory)
                        .with("MUSTER_BROKER_URL", broker.address().toString())
                        .muster("dead", "redrive", "--fault", "transient");
                assertThat(run.exitCode()).as(run.err()).isZero();
            }
        }

        assertThat(posted).singleElement().satisfies(event -> {
            assertThat(event.getSource()).hasToString("/muster/gateway");
            assertThat(event.getId()).startsWith("e-");
            assertThat(event.getExtensionNames()).isEmpty();
        });
    }

    @Test
    void aFailedJobIsAmongTheDeadAndIsQueuedAgainAsTheJobThatItIs() throws IOException {
        String job = failedJob();

        assertThat(muster("dead", "list").out()).contains("small/linear", "no such column");
        Run redriven = muster("dead", "redrive", job, "--json");

        assertThat(json(redriven).path("jobs").get(0).asText()).isEqualTo(job);
        JsonNode shown = json(muster("show", "small/linear", "--json"));
        assertThat(shown.path("job").path("state").asText()).isEqualTo("QUEUED");
        assertThat(shown.path("job").path("id").asText()).isEqualTo(job);
        assertThat(muster("dead", "list").out()).doesNotContain("no such column");
    }

    @Test
    void anIdThatNamesNothingIsRefusedAndOneThatWasRedrivenIsNotSentAgain() {
        for (String unknown : List.of("l-0000000000000000", "j-0000000000000000", "f-0000000000000000")) {
            for (String command : List.of("list", "redrive")) {
                Run run = muster("dead", command, garbled, unknown);
                assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
                assertThat(run.err()).contains("nothing that is dead is called " + unknown, "muster dead list");
            }
        }
        assertThat(json(muster("dead", "show", garbled, "--json")).path("redrives"))
                .as("nothing is sent of what was half understood")
                .isEmpty();
        String report = json(muster("dead", "list", "--fault", "transient", "--json"))
                .get(0)
                .path("id")
                .asText();
        assertThat(muster("dead", "redrive", report).exitCode()).isZero();

        Run again = muster("dead", "redrive", report);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("letters sent: 0");
        assertThat(again.err()).contains(report + " was redriven");
        assertThat(json(muster("dead", "show", report, "--json")).path("redrives"))
                .hasSize(1);
    }

    @Test
    void aRequestThatIsRefusedOrCameTooLateIsToldApartFromOneThatWasTaken() {
        CloudEvent request = Events.of(
                EventTypes.BATCH_REQUESTED,
                "/ci",
                "s",
                "wrong",
                Instant.EPOCH,
                Map.of("dataset", "penguins", "jobs", 1));
        CloudEvent late = CloudEventBuilder.from(request)
                .withId("late")
                .withExtension("expirytime", "2026-01-01T00:00:00Z")
                .build();
        try (Database database = Database.open(config(), Clock.systemUTC())) {
            LetterBox box = new LetterBox(database.ledger().letters());
            box.handle(died(request, "503", "validate is away"));
            box.handle(died(late, "503", "validate is away"));
        }

        Run run = muster("dead", "redrive", "--fault", "transient");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_PASSED);
        assertThat(run.out())
                .contains("letters sent: 3", "event " + request.getId() + ": jobs")
                .contains("event late", "it expired at 2026-01-01");
    }

    /** Its broker gave it up after a minute; its function took a little longer, and did its work. */
    @Test
    void aRedriveOfWhatWasDoneAfterAllDoesNothingTwice() {
        CloudEvent request = Events.of(
                EventTypes.BATCH_REQUESTED,
                "/ci",
                "s",
                "slow",
                Instant.EPOCH,
                Map.of("batch", "slow", "jobs", List.of(Map.of("model", "MLP", "dataset", "penguins"))));
        try (Muster muster = Muster.open(config(), Clock.systemUTC())) {
            new LetterBox(muster.ledger().letters()).handle(died(request, "504", "not in time"));
            muster.validate().handle(request);
            assertThat(muster.ledger().claims().claim("elsewhere", 9, Duration.ofMinutes(1), Optional.empty()))
                    .hasSize(1);
        }

        Run run = muster("dead", "redrive", "--fault", "transient");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("letters sent: 2");
        assertThat(json(muster("list", "--json")))
                .singleElement()
                .satisfies(batch -> assertThat(batch.path("jobs")).hasToString("{\"RUNNING\":1}"));
    }

    private String failedJob() throws IOException {
        Files.writeString(directory.resolve("small.yaml"), """
                batch: small
                dataset: penguins
                jobs: [{name: linear, model: logistic-regression, parameters: {epochs: 3}}]
                """);
        MusterConfig config = config();
        try (Muster muster = Muster.open(config, Clock.systemUTC())) {
            var resolved = muster.resolver()
                    .resolve(BatchText.of(Files.readAllBytes(directory.resolve("small.yaml")), "small.yaml"));
            muster.validate().accept(resolved, BatchId.derive("/test", "small"), "cause", "/test");
            Assignment claimed = muster.ledger()
                    .claims()
                    .claim("elsewhere", 1, Duration.ofMinutes(1), Optional.empty())
                    .get(0);
            muster.ledger()
                    .results()
                    .record(List.of(new JobResult(
                            claimed.attempt(),
                            new Outcome.Failed(Outcome.FailureKind.INVALID, "no such column: 7"),
                            1)));
            return claimed.attempt().job().value();
        }
    }

    private MusterConfig config() {
        return MusterConfig.embedded(
                new Home(directory.resolve("home")),
                ValidateConfig.of(List.of(Path.of("").toAbsolutePath().getParent())));
    }

    private static CloudEvent died(CloudEvent event, String status, String error) {
        return CloudEventBuilder.from(event)
                .withExtension("knativeerrordest", "http://aggregate")
                .withExtension("knativeerrorcode", status)
                .withExtension("knativeerrordata", error)
                .build();
    }

    private Run muster(String... arguments) {
        return Run.in(directory).muster(arguments);
    }

    private static JsonNode json(Run run) {
        return Json.read(run.out(), JsonNode.class);
    }
}
