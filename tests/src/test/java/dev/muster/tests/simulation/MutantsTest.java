package dev.muster.tests.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.muster.tests.proof.Proof;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is worth what it finds: each rule, broken on purpose, is found. */
class MutantsTest {
    private static final int WORLDS = 100;
    private static final Logger MUSTER = Logger.getLogger("dev.muster");

    @BeforeAll
    static void nobodyReadsWhatTheFunctionsLog() {
        MUSTER.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Mutant mutant) {
        long steps = 0;
        for (long seed = 1; seed <= WORLDS; seed++) {
            try {
                steps += Simulation.run(seed, mutant);
            } catch (Simulation.Found found) {
                Proof.report(
                        "mutant",
                        mutant + " | " + mutant.harm + " | " + (steps + found.steps) + " steps, world " + seed + ": "
                                + found.getMessage()
                                        .substring(
                                                0,
                                                Math.min(90, found.getMessage().length())));
                return;
            }
        }
        fail(mutant + " is not found in " + WORLDS + " worlds: " + mutant.harm);
    }
}
