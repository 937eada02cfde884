package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.tests.house.Repository;
import dev.muster.tests.kill.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does with a cluster, when nothing dies. */
@Timeout(400)
@EnabledIfEnvironmentVariable(named = "MUSTER_RAY", matches = ".+", disabledReason = "it names no Ray to test with")
class ClusterRunIT {
    private static DeathCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void up() throws Exception {
        cluster = DeathCluster.up();
    }

    @AfterAll
    static void down() {
        DeathCluster.down();
    }

    @Test
    void everyModelIsTheOneThatTheEmbeddedRunMakes() throws Exception {
        Path digits = Repository.ROOT.resolve("examples/digits.yaml");
        Map<String, String> embedded = models(run(folder, digits));
        Map<String, String> there =
                models(run(cluster.home(), digits, "--cluster", cluster.access().name()));

        assertThat(there).hasSize(5).isEqualTo(embedded);
    }

    /** Trainers that have nothing to do hold every core, and would for five minutes. */
    @Test
    void aProgramInPythonIsAJobLikeAnyOtherAndWaitsForNoIdleTrainer() throws Exception {
        run(cluster.home(), warming(), "--cluster", cluster.access().name());
        Instant begun = Instant.now();
        Path batch = Files.writeString(cluster.home().resolve("forest.yaml"), """
                jobs: [{model: sklearn-forest, dataset: penguins, parameters: {trees: 20}}]
                gates: {minimum: {accuracy: 0.9}}
                """);
        JsonNode verdict =
                run(cluster.home(), batch, "--cluster", cluster.access().name());

        assertThat(verdict.path("state").asText()).isEqualTo("PASSED");
        assertThat(models(verdict)).hasSize(1);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    /** What they need is laid there by Ray, since another node may have another disk. */
    @Test
    void tasksOfAProgramRunOnEveryNodeWithWhatTheyNeed() throws Exception {
        Path batch = Files.writeString(cluster.home().resolve("spread.yaml"), """
                dataset: digits
                jobs:
                  - {name: learns, model: spread}
                  - {name: refuses, model: spread, parameters: {refused: true}}
                gates: {finished: 1, minimum: {accuracy: 0.9}}
                """);
        JsonNode verdict = run(
                cluster.home(), batch, "--fresh", "--cluster", cluster.access().name());

        Spread learns = Spread.of(cluster, verdict, 0);
        assertThat(learns.verdict("state")).isEqualTo("SUCCEEDED");
        assertThat(learns.tasks()).hasSize(2 * Spread.EPOCHS).allSatisfy(task -> {
            assertThat(task.path("rows").asInt()).isPositive();
            assertThat(task.path("seed").asText()).isEqualTo("0");
            assertThat(task.path("folder").asText()).contains("/runtime_resources/");
            assertThat(task.path("modules"))
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(file.asText()).contains("/runtime_resources/"));
        });
        assertThat(learns.tasks().stream()
                        .map(task -> task.path("folder").asText())
                        .distinct())
                .as("each node has its own")
                .hasSize(2);
        assertThat(learns.nodes()).as("nodes, by address").hasSize(2).doesNotContainValue("");
        assertThat(Digest.of(learns.stored("model"))).isEqualTo(learns.verdict("digest"));
        assertThat(Json.mapper().readTree(learns.stored("manifest.json")).path("history"))
                .hasSize(Spread.EPOCHS);
        Spread refuses = Spread.of(cluster, verdict, 1);
        assertThat(refuses.verdict("problem")).isEqualTo("these rows cannot be learned from");
        assertThat(refuses.verdict("attempts")).isEqualTo("1");
    }

    /** Four jobs at a time, on two cores. */
    private static Path warming() throws Exception {
        return Files.writeString(cluster.home().resolve("warming.yaml"), """
                dataset: digits
                fresh: true
                sweeps: [{model: logistic, parameters: {epochs: [20, 21, 22, 23]}}]
                """);
    }

    @Test
    void whatNoNodeHasIsRefusedAtOnceAndWhatOneHasIsGiven() throws Exception {
        Path batch = Files.writeString(cluster.home().resolve("resources.yaml"), """
                dataset: digits
                jobs:
                  - {name: fits, model: logistic, parameters: {epochs: 2}, resources: {memory: 512MiB}}
                  - {name: too-much, model: logistic, resources: {memory: 1000GiB}}
                  - {name: no-gpu, model: logistic, resources: {gpus: 1}}
                gates: {finished: 1}
                """);
        JsonNode verdict =
                run(cluster.home(), batch, "--cluster", cluster.access().name());

        Map<String, String> problems = new TreeMap<>();
        verdict.path("jobs")
                .forEach(job -> problems.put(
                        job.path("name").asText(), job.path("problem").asText()));
        assertThat(problems).containsEntry("fits", "");
        assertThat(problems.get("too-much")).contains("memory=1073741824000", "no node", "ask for less");
        assertThat(problems.get("no-gpu")).contains("GPU=1", "no node");
    }

    private static JsonNode run(Path home, Path batch, String... more) throws Exception {
        String[] words = new String[more.length + 3];
        System.arraycopy(more, 0, words, 3, more.length);
        words[0] = "run";
        words[1] = "--json";
        words[2] = batch.toString();
        Command command = Command.start(home, Map.of("MUSTER_PROGRAMS", DeathCluster.PROGRAMS.toString()), words);
        assertThat(command.exit(Duration.ofMinutes(5))).as(command.said()).isZero();
        return command.json().path("verdict");
    }

    private static Map<String, String> models(JsonNode verdict) {
        Map<String, String> models = new TreeMap<>();
        verdict.path("jobs")
                .forEach(job ->
                        models.put(job.path("name").asText(), job.path("digest").asText()));
        return models;
    }
}
