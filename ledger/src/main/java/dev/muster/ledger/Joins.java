package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Optional;

/** Batches get their verdict. */
public interface Joins {
    /** What there is of a batch, when it may be time for its verdict and it has none yet. */
    Optional<Join> ready(BatchId batch);

    /** Batches that may be ready although nobody judged them: an event was lost, or a deadline has passed. */
    List<BatchId> waiting();

    /**
     * Gives a batch its verdict, cancels the jobs that it does without, and promotes its model, in one conditional
     * transaction.
     *
     * @param cause id of the event that led to it
     * @return whether this call did it; false when it has one, or when its jobs are no longer as judged
     * @throws LedgerException of kind {@code OUTRUN} when the promoted version is not the next one: judge again
     */
    boolean complete(Verdict verdict, String cause);

    /** The verdicts that batches got through this very event, so that a redelivery can repeat its answer. */
    List<Completion> completedBy(String cause);
}
