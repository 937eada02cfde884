package dev.muster.contract;

/**
 * What a job asks of its cluster.
 *
 * @param cpus cores, at least 1
 * @param gpus accelerators
 * @param memory bytes; 0 leaves it to the cluster
 */
public record Resources(int cpus, int gpus, long memory) {
    /** One core. */
    public static final Resources ONE_CPU = new Resources(1, 0, 0);
}
