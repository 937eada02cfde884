package dev.muster.ledger;

import dev.muster.contract.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Verdicts are told to those that want to hear them, at least once; a resume takes an untold verdict back. */
public interface Notices {
    /**
     * Takes verdicts that are due to be told, oldest first; nobody else gets them before the hold has ended.
     *
     * @param limit how many at most
     * @param hold time to tell them in; they are due again after it
     * @param only the batch to take from; empty for any
     */
    List<Notice> take(int limit, Duration hold, Optional<BatchId> only);

    /** The address took it. */
    void delivered(BatchId batch);

    /** The address did not take it; to be tried again after a wait. */
    void again(BatchId batch, Duration wait);

    /** The address will not take it; the batch is none the worse for it. */
    void giveUp(BatchId batch, String why);

    /** Whether the verdict of a batch is still to be told. */
    boolean pending(BatchId batch);
}
