package dev.muster.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.muster.tests.proof.Proof;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The core keeps its promises in every simulated world. */
class SimulationTest {
    private static final long SEED = Long.getLong("muster.seed", 0);
    private static final int WORLDS = SEED == 0 ? Proof.size(40, 2_000) : 1;
    private static final Logger MUSTER = Logger.getLogger("dev.muster");

    @BeforeAll
    static void nobodyReadsWhatTheFunctionsLog() {
        MUSTER.setLevel(Level.OFF);
    }

    @Test
    void everyPromiseHoldsInEveryWorld() {
        long start = System.nanoTime();
        Map<Long, Throwable> found = new ConcurrentSkipListMap<>();
        long first = SEED == 0 ? 1 : SEED;
        long steps = LongStream.range(first, first + WORLDS)
                .parallel()
                .map(seed -> run(seed, found))
                .sum();
        found.forEach((seed, e) -> fail(
                "seed " + seed + " (again: ./hack/run.sh simulation " + seed + "): " + e.getMessage() + "; see "
                        + Simulation.trace(seed, null),
                e));
        if (SEED != 0) {
            System.out.println("what happened is in " + Simulation.trace(SEED, null));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Proof.report(
                "simulation",
                WORLDS + " worlds, " + WORLDS * Simulation.BATCHES + " batches, " + steps
                        + " transactions, every invariant after each; " + Math.round(seconds) + " s");
    }

    private static long run(long seed, Map<Long, Throwable> found) {
        try {
            return Simulation.run(seed, null);
        } catch (Throwable e) {
            found.put(seed, e);
            return 0;
        }
    }

    @Test
    void aSeedIsAllThatAWorldComesFrom() {
        assertThat(Simulation.lines(7)).isEqualTo(Simulation.lines(7)).hasSizeGreaterThan(500);
    }
}
