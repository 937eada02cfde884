package dev.muster.train;

import dev.muster.contract.BatchId;
import dev.muster.ledger.queue.QueuePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How <em>train</em> claims and places.
 *
 * @param lease how long an attempt may go without a sign of life before it counts as lost
 * @param chunk attempts claimed and submitted together at most
 * @param prefetch attempts that may wait inside a cluster, so that a slot that falls free has work at once
 * @param only the batch to serve; null for all
 * @param queue how teams share the clusters
 */
public record TrainConfig(
        Duration lease, int chunk, int prefetch, @Nullable BatchId only, QueuePolicy queue) {
    /** A lease of half a minute, chunks of 256, 8 attempts waiting, all batches. */
    public static final TrainConfig DEFAULT = new TrainConfig(Duration.ofSeconds(30), 256, 8, null, QueuePolicy.USUAL);

    public TrainConfig {
        if (lease.isNegative() || lease.isZero() || chunk < 1 || prefetch < 0) {
            throw new IllegalArgumentException(
                    "no such train configuration: lease " + lease + ", chunk " + chunk + ", prefetch " + prefetch);
        }
    }

    /** The same with another lease. */
    public TrainConfig leasing(Duration other) {
        return new TrainConfig(other, chunk, prefetch, only, queue);
    }

    /** The same, for the jobs of one batch alone. */
    public TrainConfig serving(BatchId batch) {
        return new TrainConfig(lease, chunk, prefetch, batch, queue);
    }

    /**
     * The same with other rules of the queue. Where jobs make room for others none waits inside a cluster: there it
     * would keep its place, whatever comes.
     */
    public TrainConfig queueing(QueuePolicy policy) {
        return new TrainConfig(lease, chunk, policy.preemption() == null ? prefetch : 0, only, policy);
    }

    /** Whether no attempt should wait inside a cluster. */
    boolean strict() {
        return queue.preemption() != null;
    }
}
