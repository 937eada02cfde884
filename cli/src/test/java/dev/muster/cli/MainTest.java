package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path directory;

    @Test
    void helpTeachesByExamples() {
        Run run = Run.in(directory).muster("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("muster run examples/digits.yaml", "Exit codes:", "MUSTER_HOME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "validate",
                "status",
                "list",
                "queue",
                "show",
                "cancel",
                "resume",
                "report",
                "reproduce",
                "audit",
                "serve",
                "submit",
                "watch",
                "logs",
                "conform"
            })
    void eachCommandHasHelpWithExampleAndJson(String command) {
        Run run = Run.in(directory).muster(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Example", "  muster " + command, "--json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster up",
                "cluster down",
                "cluster status",
                "cluster logs",
                "audit verify",
                "audit prune",
                "dead list",
                "dead show",
                "dead patch",
                "dead redrive"
            })
    void eachCommandBelowAnotherHasHelpWithExampleAndJson(String command) {
        Run run = Run.in(directory).muster((command + " --help").split(" ", -1));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Example", "  muster " + command, "--json");
    }

    @Test
    void aClusterThatIsNotUpIsSaidToBe() {
        Run run = Run.in(directory).muster("serve", "--cluster", "local");

        assertThat(run.exitCode()).isEqualTo(ExitCode.TROUBLE);
        assertThat(run.err()).contains("the cluster local is not up", "muster cluster up local");
    }

    @Test
    void aClusterNeedsAProperName() {
        Run run = Run.in(directory).muster("cluster", "status", "../x");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("'../x'", "lower-case letters");
    }

    @Test
    void aClusterThatNeverWasIsDown() {
        Run run = Run.in(directory).muster("cluster", "status", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\"condition\":\"DOWN\"");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void aWrongCommandIsUsage() {
        Run run = Run.in(directory).muster("repot", "x");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("muster: ", "repot", "report").doesNotContain("\tat ");
    }

    @Test
    void noCommandIsUsage() {
        assertThat(Run.in(directory).muster().exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void versionCanBeRead() {
        Run run = Run.in(directory).muster("version", "--json");

        assertThat(Json.read(run.out(), com.fasterxml.jackson.databind.JsonNode.class)
                        .path("java")
                        .asText())
                .isEqualTo(System.getProperty("java.version"));
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(Run.in(directory).muster("completion").out())
                .contains("complete ", "reproduce", "--fresh", "cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "status", "queue"})
    void withoutAnyDataNothingIsStarted(String command) {
        Run run = Run.in(directory).muster(command);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsIgnoringCase("nothing");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        Run run = Run.in(directory).muster("run", "missing.yaml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("missing.yaml", "there is no such file", "fix:");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "run https://ml.example.com/x --allow-host https://ml.example.com, --allow-host, https://ml.example.com",
        "list --limit -1,                    --limit, write 1 or more",
        "queue --limit 0,                    --limit, write 1 or more",
        "audit --limit -1,                   --limit, write 1 or more",
        "serve --port 70000,                 --port,  70000",
        "submit small.yaml --key nächtlich, --key, ASCII",
        "watch digits --url localhost:7117,  localhost:7117, no address of a server",
        "watch digits --url http://a_b,      a_b,     no address of a server",
        "logs mlp?,                          mlp?,    BATCH/NAME",
    })
    void aWrongArgumentIsSaidToBe(String command, String place, String part) {
        Run run = Run.in(directory).muster(command.split(" ", -1));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains(place, part).doesNotContain("\tat ");
    }

    @Test
    void aHostThatIsAllowedMayBeTold() throws IOException {
        Files.writeString(directory.resolve("told.yaml"), """
                dataset: penguins
                notify: https://ci.example.com/hooks
                jobs: [{model: logistic-regression}]
                """);

        assertThat(Run.in(directory).muster("validate", "told.yaml").err()).contains("notify", "not allowed");
        Run run = Run.in(directory).muster("validate", "told.yaml", "--allow-host", "ci.example.com");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void aServerOfAnotherKindIsSaidToBe() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            for (String batch : List.of("digits", "b-0123456789abcdef")) {
                Run run = Run.in(directory).muster("watch", batch, "--url", url);

                assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.TROUBLE);
                assertThat(run.err()).contains("no muster serve", url);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWrongConfigurationIsToldWhole() {
        Run run = Run.in(directory)
                .with("MUSTER_SLOTS", "many")
                .with("MUSTER_DB_URL", "mysql://x")
                .with("RETRY_ATTEMPTS", "0")
                .with("MUSTER_ALLOWED_HOSTS", "https://ci.example.com")
                .muster("list", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.out())
                .contains("MUSTER_SLOTS", "MUSTER_DB_URL", "RETRY_ATTEMPTS", "MUSTER_ALLOWED_HOSTS", "\"fix\"");
    }

    @Test
    void aWrongQueueIsToldWithItsPlace() throws IOException {
        Files.writeString(directory.resolve("queue.yaml"), "teams:\n  research: {wait: 3}\n");

        Run run = Run.in(directory).with("MUSTER_QUEUE", "queue.yaml").muster("queue");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("2:", "teams.research.wait", "weight");
    }

    @Test
    void servingOthersIsRefused() {
        Run run = Run.in(directory).muster("serve", "--address", "0.0.0.0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("this machine only");
    }

    @Test
    void aServerThatIsNotThereIsTrouble() {
        Run run = Run.in(directory).muster("watch", "b-0123456789abcdef", "--url", "http://localhost:1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.TROUBLE);
        assertThat(run.err()).contains("muster serve");
    }
}
