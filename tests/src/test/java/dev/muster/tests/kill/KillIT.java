package dev.muster.tests.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does to a command: kills it, presses Ctrl-C, starts it twice. Nothing is lost, and nothing differs. */
@Timeout(240)
class KillIT {
    private static final String BATCH = """
            batch: %s
            dataset: digits
            fresh: true
            jobs:
              - {name: short, model: mlp, parameters: {epochs: 3}}
              - {name: network, model: resnet-8, parameters: {epochs: %d}}
              - {name: trees, model: boosted-trees, parameters: {rounds: 40}}
            """;

    @TempDir
    Path folder;

    private Path batch;

    @BeforeEach
    void write() throws Exception {
        batch = file("one", 8);
    }

    @Test
    void aKilledCommandGoesOnWhereItWasAndComesToTheSameModels() throws Exception {
        JsonNode undisturbed = Command.start(folder.resolve("undisturbed"), "run", batch.toString(), "--json")
                .json()
                .get("verdict");

        Path home = folder.resolve("killed");
        Command.start(home, "run", batch.toString()).until("✓ short").kill();
        JsonNode verdict =
                Command.start(home, "run", batch.toString(), "--json").json().get("verdict");

        assertThat(verdict.get("state").asText()).isEqualTo("PASSED");
        assertThat(values(verdict, "digest")).isEqualTo(values(undisturbed, "digest"));
        assertThat(values(verdict, "attempts"))
                .as("what had ended was not trained again, what had not was")
                .containsEntry("short", "1")
                .containsEntry("network", "2");
    }

    @Test
    void controlCEndsItInOrderAndResumeGoesOn() throws Exception {
        assumeTrue(Command.hearsInterrupts(), "the build runs in the background of a shell, where Ctrl-C is ignored");
        Path home = folder.resolve("interrupted");
        // Long enough not to end before the signal comes, on a machine whose disk makes progress wait.
        Command interrupted =
                Command.start(home, "run", file("long", 24).toString()).until("✓ short");

        interrupted.interrupt();

        assertThat(interrupted.exit()).isEqualTo(130);
        assertThat(interrupted.said()).contains("cancelled", "muster resume b-");
        String id = interrupted.said().replaceAll("(?s).*muster resume (b-[0-9a-f]{16}).*", "$1");
        JsonNode verdict = Command.start(home, "resume", id, "--json").json().get("verdict");
        assertThat(verdict.get("state").asText()).isEqualTo("PASSED");
        assertThat(values(verdict, "attempts")).containsEntry("short", "1");
    }

    @Test
    void twoCommandsAtOnceShareAHome() throws Exception {
        Path home = folder.resolve("shared");
        Command one = Command.start(home, "run", batch.toString(), "--json");
        Command two = Command.start(home, "run", file("two", 8).toString(), "--json");

        for (Command command : List.of(one, two)) {
            JsonNode verdict = command.json().get("verdict");
            assertThat(verdict.get("state").asText()).as(command.said()).isEqualTo("PASSED");
            assertThat(values(verdict, "attempts").values())
                    .as("neither took the other for dead")
                    .containsOnly("1");
        }
    }

    private Path file(String name, int epochs) throws Exception {
        return Files.writeString(folder.resolve(name + ".yaml"), BATCH.formatted(name, epochs));
    }

    private static Map<String, String> values(JsonNode verdict, String field) {
        Map<String, String> values = new TreeMap<>();
        verdict.get("jobs")
                .forEach(job ->
                        values.put(job.get("name").asText(), job.get(field).asText()));
        return values;
    }
}
