package dev.muster.ledger.queue;

import java.util.function.ToLongFunction;

/**
 * Work at a time, in the measures that quotas have.
 *
 * @param jobs how many
 * @param cpus cores that they ask for
 * @param gpus accelerators that they ask for
 */
public record Usage(long jobs, long cpus, long gpus) {
    /** None. */
    public static final Usage NONE = new Usage(0, 0, 0);

    /** Of both. */
    public Usage plus(Usage other) {
        return new Usage(jobs + other.jobs, cpus + other.cpus, gpus + other.gpus);
    }

    /** Of this without the other. */
    public Usage minus(Usage other) {
        return new Usage(jobs - other.jobs, cpus - other.cpus, gpus - other.gpus);
    }

    /** Whether it is at least as much, in every measure. */
    boolean covers(Usage other) {
        return jobs >= other.jobs && cpus >= other.cpus && gpus >= other.gpus;
    }

    /** Whether it has something of what is still missing. */
    boolean helps(Usage missing) {
        return (jobs > 0 && missing.jobs > 0) || (cpus > 0 && missing.cpus > 0) || (gpus > 0 && missing.gpus > 0);
    }

    /** The larger of both, measure by measure. */
    Usage max(Usage other) {
        return new Usage(Math.max(jobs, other.jobs), Math.max(cpus, other.cpus), Math.max(gpus, other.gpus));
    }

    /** The largest part that it has of a whole, of all measures: the dominant share (Ghodsi et al., NSDI 2011). */
    double share(Usage whole) {
        return Math.max(part(whole, Usage::jobs), Math.max(part(whole, Usage::cpus), part(whole, Usage::gpus)));
    }

    private double part(Usage whole, ToLongFunction<Usage> measure) {
        long all = measure.applyAsLong(whole);
        return all == 0 ? 0 : (double) measure.applyAsLong(this) / all;
    }
}
