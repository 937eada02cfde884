package dev.muster.benchmarks;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Whether a batch costs more when there are many before it. */
public final class ManyBatches {
    private static final int WINDOW = 1_000;
    private static final int WARM = 500;
    private static final double TAIL = 0.99;

    private ManyBatches() {}

    /** Prints the slowest of a hundred among the first and the last thousand; the number of batches may be said. */
    public static void main(String[] arguments) throws IOException {
        int batches = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        Path folder = Files.createTempDirectory("muster-many-").toRealPath();
        double[] seconds = new double[batches];
        try (EmbeddedPostgres server = EmbeddedPostgres.ephemeral();
                ThreeSteps steps = ThreeSteps.on(server, folder)) {
            for (int number = 0; number < WARM; number++) {
                steps.batch("warm-" + number);
            }
            for (int number = 0; number < batches; number++) {
                seconds[number] = steps.batch("b-" + number);
                if ((number + 1) % (batches / 10) == 0) {
                    System.out.printf(
                            Locale.ROOT, "%,8d batches: p99 %.2f ms%n", number + 1, 1000 * tail(seconds, number + 1));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "p99 of the last 1,000 against the first: %.2f (aim: at most 1.1)%n",
                tail(seconds, batches) / tail(seconds, WINDOW));
    }

    private static double tail(double[] seconds, int end) {
        double[] window = Arrays.copyOfRange(seconds, end - WINDOW, end);
        Arrays.sort(window);
        return window[(int) (WINDOW * TAIL)];
    }
}
