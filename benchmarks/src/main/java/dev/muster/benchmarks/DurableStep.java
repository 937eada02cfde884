package dev.muster.benchmarks;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What it costs to make three steps durable: a batch of one job, against a workflow of DBOS on the same server. */
public final class DurableStep {
    private static final int BATCHES = 200;
    private static final int ROUNDS = 3;
    private static final int STEPS = 3;

    private DurableStep() {}

    /**
     * Prints medians and how often the log was forced to disk.
     *
     * @param arguments the repository's folder, and a Python with {@code benchmarks/durable-requirements.txt}
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path root = Path.of(arguments[0]).toRealPath();
        Path folder = Files.createTempDirectory("muster-steps-").toRealPath();
        double ours = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        long ourSyncs = 0;
        long theirSyncs;
        try (EmbeddedPostgres server = EmbeddedPostgres.ephemeral()) {
            Syncs syncs = new Syncs(server);
            List<String> command =
                    List.of(arguments[1], root.resolve("benchmarks/durable.py").toString());
            long before;
            try (Rival dbos = Rival.start(command, folder, Map.of("STEPS_DATABASE", Rival.database(server)))) {
                dbos.ask("run " + BATCHES);
                run(server, folder, 0);
                before = syncs.count();
                for (int round = 1; round <= ROUNDS; round++) {
                    theirs = Math.min(theirs, dbos.ask("run " + BATCHES));
                    long start = syncs.count();
                    ours = Math.min(ours, run(server, folder, round));
                    ourSyncs += syncs.count() - start;
                }
                dbos.ask("end 0");
            }
            theirSyncs = syncs.count() - before - ourSyncs;
        }
        print("Muster, request to verdict", ours, ourSyncs);
        print("DBOS, a workflow of three steps", theirs, theirSyncs);
        System.out.printf(
                Locale.ROOT,
                "%.2f ms a step, median (aim: at most 6); %.2f of DBOS's time (aim: at most 0.5)%n",
                1000 * ours / STEPS,
                ours / theirs);
    }

    private static double run(EmbeddedPostgres server, Path folder, int round) throws IOException {
        try (ThreeSteps steps = ThreeSteps.on(server, folder)) {
            double[] seconds = IntStream.range(0, BATCHES)
                    .mapToDouble(number -> steps.batch("b-" + round + "-" + number))
                    .sorted()
                    .toArray();
            return Arrays.stream(seconds).skip(BATCHES / 2).findFirst().orElseThrow();
        }
    }

    private static void print(String what, double seconds, long syncs) {
        System.out.printf(
                Locale.ROOT,
                "%-36s %8.2f ms, median; %5.2f fsyncs a step%n",
                what,
                1000 * seconds,
                (double) syncs / (ROUNDS * BATCHES * STEPS));
    }
}
