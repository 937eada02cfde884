package dev.muster.tests.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** All randomness of a simulated world: one source, so that a seed is the whole of it. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    }

    boolean of(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    /** From 0 to below that. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Of both ends, and between. */
    int from(int least, int most) {
        return least + below(most - least + 1);
    }

    double share() {
        return random.nextDouble();
    }

    <T> T any(List<T> all) {
        return all.get(below(all.size()));
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }
}
