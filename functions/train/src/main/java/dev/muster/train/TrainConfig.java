package dev.muster.train;

import dev.muster.contract.BatchId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How <em>train</em> claims and places.
 *
 * @param lease how long an attempt may go without a sign of life before it counts as lost
 * @param chunk attempts claimed and submitted together at most
 * @param prefetch attempts that may wait inside a cluster, so that a slot that falls free has work at once
 * @param only the batch to serve; null for all
 */
public record TrainConfig(
        Duration lease, int chunk, int prefetch, @Nullable BatchId only) {
    /** A lease of half a minute, chunks of 256, 8 attempts waiting, all batches. */
    public static final TrainConfig DEFAULT = new TrainConfig(Duration.ofSeconds(30), 256, 8, null);

    public TrainConfig {
        if (lease.isNegative() || lease.isZero() || chunk < 1 || prefetch < 0) {
            throw new IllegalArgumentException(
                    "no such train configuration: lease " + lease + ", chunk " + chunk + ", prefetch " + prefetch);
        }
    }

    /** The same with another lease. */
    public TrainConfig leasing(Duration other) {
        return new TrainConfig(other, chunk, prefetch, only);
    }

    /** The same, for the jobs of one batch alone. */
    public TrainConfig serving(BatchId batch) {
        return new TrainConfig(lease, chunk, prefetch, batch);
    }
}
