package dev.muster.ledger.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a team may.
 *
 * @param weight of its share
 * @param jobs that may run at a time; null for any number
 * @param cpus likewise, that they ask for together
 * @param gpus likewise
 */
public record Team(
        double weight,
        @Nullable Integer jobs,
        @Nullable Integer cpus,
        @Nullable Integer gpus) {
    /** One share, no limits. */
    public static final Team USUAL = new Team(1, null, null, null);

    public Team {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("a weight is above 0, not " + weight);
        }
    }

    /** Whether anything limits it. */
    public boolean limited() {
        return jobs != null || cpus != null || gpus != null;
    }

    /** By how much something is more than the quota; nothing below zero. */
    Usage excess(Usage used) {
        return new Usage(excess(used.jobs(), jobs), excess(used.cpus(), cpus), excess(used.gpus(), gpus));
    }

    private static long excess(long used, @Nullable Integer limit) {
        return limit == null ? 0 : Math.max(0, used - limit);
    }
}
