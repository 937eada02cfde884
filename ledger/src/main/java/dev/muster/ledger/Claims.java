package dev.muster.ledger;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.ledger.queue.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jobs are claimed, handed back, found lost. */
public interface Claims {
    /**
     * Starts an attempt, under a lease, for each of the jobs whose turn it is: as {@link Choice} says, within all
     * quotas and limits, whoever else claims at the same time. Each comes with the results of equal jobs that may be
     * used instead.
     *
     * @param cluster that will run them
     * @param limit how many at most
     * @param lease how long each may go without a sign of life
     * @param only the batch to claim from; empty for any
     */
    List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only);

    /**
     * Gives claimed attempts back that the cluster did not take; they count as no try, and their numbers are not used
     * again.
     */
    void handBack(List<Attempt> attempts);

    /**
     * Ends every attempt whose lease ran out, and queues its job again (or fails it when it was lost ten times): due at
     * once the first time, then after the backoff of the batch's retry policy, and within a lease in any case.
     *
     * @param lease of the attempts that are claimed from now on
     * @return the attempts ended
     */
    List<Attempt> expire(Duration lease);

    /** As {@link #expire}, for all attempts on a cluster that is known to be gone; their jobs are due at once. */
    List<Attempt> abandon(String cluster);

    /** Names of the clusters that hold a lease now. */
    List<String> clusters();

    /**
     * Drops the queued jobs of batches that have expired; what runs already may end.
     *
     * @return the batches that lost jobs so
     */
    List<BatchId> drop();

    /**
     * Finds attempts on a cluster that make room for more urgent jobs which find none, and marks them: they are to be
     * asked to stop. None where the policy has no preemption.
     *
     * @param free places there
     */
    List<Attempt> preempt(String cluster, int free);

    /** Attempts to be stopped on a cluster: their batch was cancelled or judged without them, or they make room. */
    List<Attempt> unwanted(String cluster);
}
