package dev.muster.benchmarks;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.benchmarks.Bench.Timed;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.CheckpointPolicy;
import dev.muster.trainer.Run;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A sweep of a hundred networks on all cores, against a plain loop over the same training code, in turns. As many plain
 * loops at once as there are cores, each with its share of the jobs, say what the machine has to give.
 */
public final class Sweep {
    private static final int JOBS = 100;
    private static final int EPOCHS = 20;
    private static final int ROUNDS = 5;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final String BATCH = """
            batch: sweep-%d
            dataset: digits
            sweeps:
              - model: mlp
                search: random
                trials: 100
                seed: 1
                parameters: {epochs: %d, learningRate: {min: 0.0005, max: 0.01, scale: log}}
            """;

    private Sweep() {}

    /**
     * Prints both, and the ratio.
     *
     * @param arguments the repository's folder, and how many epochs a network trains for ({@value #EPOCHS} when not
     *     said)
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toRealPath();
        int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : EPOCHS;
        Path folder = Files.createTempDirectory("muster-sweep-");
        Timed ours = Timed.NEVER;
        Timed serial = Timed.NEVER;
        Timed bare = Timed.NEVER;
        try (Bench bench = Bench.open(folder, List.of(root), null)) {
            for (int round = 0; round <= ROUNDS; round++) {
                // The first round warms all up; how long its jobs are does not matter.
                byte[] text =
                        BATCH.formatted(round, round == 0 ? EPOCHS : epochs).getBytes(StandardCharsets.UTF_8);
                Resolved resolved = bench.muster().resolver().resolve(BatchText.of(text, "sweep"));
                Path stored = folder.resolve("serial-" + round);
                Timed us = bench.batch(resolved, "sweep-" + round);
                Timed them = Timed.of(() -> loops(resolved, stored.resolve("one"), 1));
                Timed ceiling = Timed.of(() -> loops(resolved, stored.resolve("all"), CORES));
                if (round > 0) {
                    ours = ours.or(us);
                    serial = serial.or(them);
                    bare = bare.or(ceiling);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d trainings of %d epochs on %d cores; least of %d rounds%n",
                JOBS,
                epochs,
                CORES,
                ROUNDS);
        ours.print("Muster, request to verdict", JOBS);
        serial.print("a plain loop", JOBS);
        bare.print("plain loops on all cores, with nothing around", JOBS);
        System.out.printf(
                Locale.ROOT,
                "%.2f times as fast (aim on 2 cores: at least 1.9); bare loops on all cores: %.2f%n",
                serial.wall() / ours.wall(),
                serial.wall() / bare.wall());
    }

    private static void loops(Resolved resolved, Path folder, int loops) {
        CompletableFuture.allOf(IntStream.range(0, loops)
                        .mapToObj(index -> CompletableFuture.runAsync(
                                () -> loop(resolved, folder, index, loops), task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Trains every {@code step}th job. */
    private static void loop(Resolved resolved, Path folder, int first, int step) {
        ArtifactStore store = ArtifactStore.open(folder.toUri().toString());
        BatchId batch = BatchId.derive("/benchmarks", folder.toString());
        Dataset dataset = resolved.spec().jobs().get(0).dataset();
        PreparedDataset data = Datasets.prepare(dataset.spec(), dataset.digest(), folder.resolve("cache"));
        List<JobSpec> jobs = resolved.spec().jobs();
        for (int index = first; index < jobs.size(); index += step) {
            JobSpec job = jobs.get(index);
            Attempt attempt = new Attempt(batch, JobId.derive(batch, job.name()), 1);
            try (Run run = new Run(
                    new Assignment(attempt, job), data, store, CheckpointPolicy.DEFAULT, InstantSource.system())) {
                while (!run.done()) {
                    run.advance(() -> false);
                }
                run.finish().store();
            }
        }
    }
}
