package dev.muster.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a batch waits for its turn.
 *
 * @param team whose work it is: quotas and shares are those of teams
 * @param priority higher goes first, within a team; 0 is usual
 * @param running how many of its jobs may run at a time; null for any number
 * @param expires when jobs that have not started are dropped; null for never
 */
public record Queueing(
        String team,
        int priority,
        @Nullable Integer running,
        @Nullable Instant expires) {
    /** The team of batches that name none. */
    public static final String DEFAULT_TEAM = "default";

    /** The default team's, of priority 0, without limits. */
    public static final Queueing USUAL = new Queueing(DEFAULT_TEAM, 0, null, null);

    public Queueing {
        if (running != null && running < 1) {
            throw new IllegalArgumentException("a batch must be allowed to run at least one job, not " + running);
        }
    }

    /** The same, dropped at that time if not before. */
    public Queueing by(Instant expiry) {
        Instant first = expires == null || expiry.isBefore(expires) ? expiry : expires;
        return new Queueing(team, priority, running, first);
    }
}
