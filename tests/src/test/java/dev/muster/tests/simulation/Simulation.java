package dev.muster.tests.simulation;

import dev.muster.tests.house.Repository;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs worlds. What one was comes from its seed alone: {@code -Dmuster.seed=N} runs that one again, and writes down
 * what happens in it.
 */
final class Simulation {
    /** Of one world. */
    static final int BATCHES = 50;

    private Simulation() {}

    /** Runs a world; how many transactions there were in it. */
    static int run(long seed, @Nullable Mutant planted) {
        World world = new World(seed, planted, new Trace(false));
        try {
            world.run(BATCHES);
        } catch (Faults.Broken e) {
            throw new Found(world.invariants().steps(), e);
        }
        return world.invariants().steps();
    }

    /** The same again, and what happened in it in a file. */
    static Path trace(long seed, @Nullable Mutant planted) {
        Trace trace = new Trace(true);
        try {
            new World(seed, planted, trace).run(BATCHES);
        } catch (RuntimeException | Error e) {
            trace.lines().add(String.valueOf(e));
        }
        return trace.write(Repository.ROOT.resolve("tests/target/simulation-" + seed + ".txt"));
    }

    /** All that happened. */
    static List<String> lines(long seed) {
        Trace trace = new Trace(true);
        new World(seed, null, trace).run(BATCHES);
        return trace.lines();
    }

    /** An invariant did not hold after so many transactions. */
    static final class Found extends AssertionError {
        final int steps;

        Found(int steps, Faults.Broken broken) {
            super(broken.getMessage(), broken);
            this.steps = steps;
        }
    }
}
