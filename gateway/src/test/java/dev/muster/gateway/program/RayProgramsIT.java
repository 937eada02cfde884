package dev.muster.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.contract.Assignment;
import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Outcome;
import dev.muster.contract.Resources;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.data.Datasets;
import dev.muster.trainer.ray.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on a real Ray. Skipped unless {@code MUSTER_TEST_RAY_PYTHON} names a Python that has Ray. */
class RayProgramsIT {
    private static final int CORES = 3;
    private static final Map<String, Object> FOREST =
            Map.of("trees", 400, "treesPerEpoch", 5, "maxDepth", 0, "minLeaf", 1, "maxFeatures", "sqrt");
    private static final Map<String, Object> MLP =
            Map.of("workers", 2, "hidden", List.of(128), "epochs", 30, "batchSize", 64, "learningRate", 0.003);

    private static Path python;
    private static Path home;
    private static RayHead ray;

    @TempDir
    Path folder;

    private Rig rig;
    private Programs programs;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RayHead.python().isPresent(), "needs MUSTER_TEST_RAY_PYTHON, a Python with ray[default]");
        python = RayHead.python().orElseThrow();
        // Ray's sockets need a short path.
        home = Files.createTempDirectory("mp");
        Path token = Files.writeString(home.resolve("token"), FakeRay.TOKEN);
        ray = new RayHead(python, token, home, CORES);
    }

    @AfterAll
    static void stop() {
        if (ray != null) {
            ray.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder).shipped("runner.py", "muster_program.py");
        rig.nodes.clear();
        rig.nodes.add(Map.of("CPU", (double) CORES, Claim.HEAD, 1.0, "memory", 1e9));
        programs = rig.open(ray.dashboard(), python, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        programs.close();
    }

    private void digits() throws IOException {
        Path file = Path.of("../examples/data/digits.csv").toRealPath();
        rig.dataset = Datasets.inspect(new DatasetSpec(
                        "digits",
                        file.toString(),
                        DataFormat.CSV,
                        Task.CLASSIFICATION,
                        "label",
                        List.of(1, 8, 8),
                        Split.DEFAULT))
                .dataset();
    }

    private Assignment submit(String program, int batch, int number, Map<String, Object> parameters, int cpus) {
        rig.batch(batch);
        Assignment assignment = rig.assignment(program, number, parameters, new Resources(cpus, 0, 0));
        programs.submit(null, List.of(assignment));
        return assignment;
    }

    private void until(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Outcome ended() throws InterruptedException {
        until(() -> !rig.journal.results.isEmpty());
        Outcome outcome = rig.journal.outcome();
        System.out.printf("%.1f s: %s%n", rig.journal.results.get(0).seconds(), outcome);
        rig.journal.results.clear();
        return outcome;
    }

    private Outcome.Succeeded succeeded() throws InterruptedException {
        Outcome outcome = ended();
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return (Outcome.Succeeded) outcome;
    }

    @Test
    void aProgramRunsAndPrints() throws Exception {
        rig.program("hello", """
                import muster_program, os
                print("hello")
                job = muster_program.job()
                job.finish(model=b"x", metrics={"accuracy": 1})
                """);

        Assignment job = submit("hello", 1, 1, Map.of(), 1);

        assertThat(succeeded().metrics()).containsEntry("accuracy", 1.0);
        assertThat(programs.log(job.attempt(), 0).orElseThrow()).contains("hello");
    }

    @Test
    void aFailureIsToldOfByRayAndByTheLog() throws Exception {
        rig.program("broken", "1/0");
        submit("broken", 2, 1, Map.of(), 1);

        assertThat(((Outcome.Failed) ended()).message())
                .startsWith("the program exited with code 1")
                .contains("ZeroDivisionError");
    }

    @Test
    void whatDoesNotListenIsStoppedByRayAndAnotherGatewayFindsWhatRuns() throws Exception {
        rig.program("deaf", """
                import muster_program, time
                job = muster_program.job()
                for epoch in job.epochs(1000):
                    job.report(epoch, {"loss": 1})
                    time.sleep(0.2)
                """);
        Assignment job = submit("deaf", 3, 1, Map.of(), 1);
        until(() -> !rig.journal.epochs().isEmpty());

        Programs another = rig.open(ray.dashboard(), python, Duration.ofSeconds(1));
        another.submit(null, List.of(job));
        until(() -> another.attempts().get(0).epoch() > 3);
        another.cancel(List.of(job.attempt()));

        until(() -> rig.journal.results.size() == 2);
        another.close();
        assertThat(rig.journal.results).extracting(result -> result.outcome()).contains(new Outcome.Stopped(0));
    }

    @Test
    void aForestIsTheSameAgainAndAlsoWhenItWasStopped() throws Exception {
        assumeTrue(RayHead.has(python, "sklearn"), "needs scikit-learn");
        rig.shipped("sklearn-forest/program.yaml", "sklearn-forest/main.py");
        digits();

        submit("sklearn-forest", 5, 1, rig.defaults("sklearn-forest"), 1);
        assertThat(succeeded().metrics().get("accuracy")).isGreaterThan(0.97);
        submit("sklearn-forest", 4, 1, FOREST, 1);
        Outcome.Succeeded first = succeeded();

        assertThat(first.metrics().get("accuracy")).isGreaterThan(0.95);
        assertThat(first.epochs()).isEqualTo(80);
        Outcome.Succeeded again = resumed("sklearn-forest", FOREST, 1);
        assertThat(again.metrics()).isEqualTo(first.metrics());
        assertThat(again.model()).isEqualTo(first.model());
    }

    @Test
    void severalWorkersTrainOneModelTheSameAgainAndAlsoWhenTheyWereStopped() throws Exception {
        assumeTrue(RayHead.has(python, "torch, ray.train"), "needs PyTorch and Ray Train");
        rig.shipped("ray-train-mlp/program.yaml", "ray-train-mlp/main.py", "ray-train-mlp/network.py");
        digits();

        submit("ray-train-mlp", 6, 1, MLP, 2);
        Outcome.Succeeded first = succeeded();

        assertThat(first.metrics().get("accuracy")).isGreaterThan(0.95);
        assertThat(first.epochs()).isEqualTo(30);
        assertThat(resumed("ray-train-mlp", MLP, 2).model()).isEqualTo(first.model());
    }

    private Outcome.Succeeded resumed(String program, Map<String, Object> parameters, int cpus) throws Exception {
        rig.journal.progress.clear();
        Assignment stopped = submit(program, 7, 1, parameters, cpus);
        until(() -> !rig.journal.epochs().isEmpty());
        programs.cancel(List.of(stopped.attempt()));
        Outcome.Stopped end = (Outcome.Stopped) ended();
        rig.journal.progress.clear();
        submit(program, 7, 2, parameters, cpus);
        Outcome.Succeeded outcome = succeeded();
        assertThat(rig.journal.epochs()).first().isEqualTo(end.epochs() + 1);
        return outcome;
    }
}
