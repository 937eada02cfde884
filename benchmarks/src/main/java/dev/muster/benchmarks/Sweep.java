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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A sweep of a hundred networks on all cores, against a plain loop over the same training code, in turns. As many plain
 * loops at once as there are cores, each with its share of the jobs, say what the machine has to give.
 */
public final class Sweep {
    private static final int JOBS = 100;
    private static final int EPOCHS = 20;
    private static final int ROUNDS = 7;
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
        List<Round> rounds = new ArrayList<>();
        try (Bench bench = Bench.open(folder, List.of(root), null)) {
            // The first round warms all up; how long its jobs are does not matter.
            round(bench, folder, 0, EPOCHS);
            for (int number = 1; number <= ROUNDS; number++) {
                Round round = round(bench, folder, number, epochs);
                round.print(number);
                rounds.add(round);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d trainings of %d epochs on %d cores; least of %d rounds%n",
                JOBS,
                epochs,
                CORES,
                ROUNDS);
        Timed ours = least(rounds, Round::ours);
        Timed serial = least(rounds, Round::serial);
        Timed bare = least(rounds, Round::bare);
        ours.print("Muster, request to verdict", JOBS);
        serial.print("a plain loop", JOBS);
        bare.print("plain loops on all cores, with nothing around", JOBS);
        System.out.printf(
                Locale.ROOT,
                "%.2f times as fast (aim on 2 cores: at least 1.9; median of the rounds: %.2f); bare loops: %.2f (%.2f)%n",
                serial.wall() / ours.wall(),
                median(rounds, Round::ours),
                serial.wall() / bare.wall(),
                median(rounds, Round::bare));
    }

    private static Round round(Bench bench, Path folder, int number, int epochs) {
        byte[] text = BATCH.formatted(number, epochs).getBytes(StandardCharsets.UTF_8);
        Resolved resolved = bench.muster().resolver().resolve(BatchText.of(text, "sweep"));
        Path stored = folder.resolve("serial-" + number);
        return new Round(
                bench.batch(resolved, "sweep-" + number),
                Timed.of(() -> loops(resolved, stored.resolve("one"), 1)),
                Timed.of(() -> loops(resolved, stored.resolve("all"), CORES)));
    }

    private static Timed least(List<Round> rounds, Function<Round, Timed> side) {
        return rounds.stream().map(side).reduce(Timed.NEVER, Timed::or);
    }

    /** How many times as fast as the plain loop of the same round. */
    private static double median(List<Round> rounds, Function<Round, Timed> side) {
        return rounds.stream()
                .map(round -> round.serial().wall() / side.apply(round).wall())
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
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

    /** The same jobs by Muster, a plain loop, and as many plain loops as there are cores. */
    private record Round(Timed ours, Timed serial, Timed bare) {
        void print(int number) {
            System.out.printf(
                    Locale.ROOT,
                    "round %d: Muster %.2f s, a plain loop %.2f s, bare loops %.2f s%n",
                    number,
                    ours.wall(),
                    serial.wall(),
                    bare.wall());
        }
    }
}
