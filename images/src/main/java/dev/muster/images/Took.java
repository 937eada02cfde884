package dev.muster.images;

import java.time.Duration;

/**
 * What something took.
 *
 * @param wall on the clock
 * @param cpu of all cores, by the functions
 */
public record Took(Duration wall, Duration cpu) {
    /** The less of both, each for itself. */
    public Took or(Took other) {
        return new Took(less(wall, other.wall), less(cpu, other.cpu));
    }

    private static Duration less(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
