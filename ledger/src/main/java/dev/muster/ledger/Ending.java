package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.Outcome;
import java.time.Duration;

/**
 * An attempt that may have ended.
 *
 * @param attempt named by whoever says so
 * @param how it ended
 */
public record Ending(Attempt attempt, How how) {
    /** Why an attempt is no more. */
    public sealed interface How {}

    /**
     * It said so itself.
     *
     * @param seconds of wall time that it took
     */
    public record Reported(Outcome outcome, double seconds) implements How {}

    /**
     * Its lease ran out.
     *
     * @param lease that the next attempt begins within
     */
    public record Expired(Duration lease) implements How {}

    /** Its cluster is gone. */
    public record Abandoned() implements How {}

    /** Its cluster did not take it. */
    public record HandedBack() implements How {}
}
