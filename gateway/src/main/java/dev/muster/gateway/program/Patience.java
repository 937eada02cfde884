package dev.muster.gateway.program;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param heartbeat between signs of life of an attempt; well below the lease
 * @param silence of a program after which it counts as dead
 * @param grace that a program has to write a checkpoint and stop, and to end after its result
 * @param unreachable time that Ray may not answer before a start is given up
 */
public record Patience(Duration heartbeat, Duration silence, Duration grace, Duration unreachable) {
    /** For a lease of half a minute. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(1));
}
