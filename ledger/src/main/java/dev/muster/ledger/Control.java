package dev.muster.ledger;

import dev.muster.contract.BatchId;
import java.util.Optional;

/** Cancel and resume. */
public final class Control {
    Control() {}

    /**
     * Calls a batch off: queued jobs are cancelled now, running ones once they have stopped; idempotent.
     *
     * @return false when there is no such batch, or it has its verdict
     */
    public boolean cancel(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /**
     * Queues the cancelled and failed jobs of a completed batch again, with fresh tries, and takes its verdict back;
     * idempotent.
     *
     * @param only a job name; empty for all of them
     * @return how many jobs were queued
     */
    public int resume(BatchId batch, Optional<String> only) {
        throw new LedgerException("to be written");
    }
}
