package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Optional;

/** Batches get their verdict. */
public final class Joins {
    Joins() {}

    /** The batch's results, when all jobs have ended and it has no verdict yet. */
    public Optional<Join> ready(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /** Batches that are ready although nobody judged them: an event was lost. */
    public List<BatchId> waiting() {
        throw new LedgerException("to be written");
    }

    /**
     * Gives a batch its verdict and promotes its model, in one conditional transaction.
     *
     * @param cause id of the event that led to it
     * @return whether this call did it; false when it has one
     */
    public boolean complete(Verdict verdict, String cause) {
        throw new LedgerException("to be written");
    }

    /** The verdict that a batch got through this very event, so that a redelivery can repeat its answer. */
    public Optional<Verdict> completedBy(BatchId batch, String cause) {
        throw new LedgerException("to be written");
    }
}
