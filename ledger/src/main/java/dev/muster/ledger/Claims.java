package dev.muster.ledger;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jobs are claimed, handed back, found lost. */
public final class Claims {
    Claims() {}

    /**
     * Starts an attempt, under a lease, for each of the jobs that are due: highest priority first, then oldest.
     *
     * @param cluster that will run them
     * @param limit how many at most
     * @param lease how long each may go without a sign of life
     * @param only the batch to claim from; empty for any
     */
    public List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only) {
        throw new LedgerException("to be written");
    }

    /**
     * Gives claimed attempts back that the cluster did not take; they count as no try, and their numbers are not used
     * again.
     */
    public void handBack(List<Attempt> attempts) {
        throw new LedgerException("to be written");
    }

    /**
     * Ends every attempt whose lease ran out, and queues its job again (or fails it when it was lost ten times).
     *
     * @return the attempts ended
     */
    public List<Attempt> expire() {
        throw new LedgerException("to be written");
    }

    /** As {@link #expire()}, at once, for all attempts on a cluster that is known to be gone. */
    public List<Attempt> abandon(String cluster) {
        throw new LedgerException("to be written");
    }

    /** Names of the clusters that hold a lease now. */
    public List<String> clusters() {
        throw new LedgerException("to be written");
    }

    /** Attempts running on a cluster whose batch was cancelled: to be stopped there. */
    public List<Attempt> cancelled(String cluster) {
        throw new LedgerException("to be written");
    }
}
