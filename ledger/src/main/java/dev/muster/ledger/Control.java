package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Cancel and resume. */
public interface Control {
    /**
     * Calls a batch off: queued jobs are cancelled now, running ones once they have stopped; idempotent.
     *
     * @return false when there is no such batch, or it has its verdict
     */
    boolean cancel(BatchId batch);

    /**
     * Queues the cancelled and failed jobs of a batch that is completed, called off or expired again, with fresh tries,
     * and takes its verdict back; a deadline is counted anew. A batch that passed without some of its jobs is left
     * alone: it would pass again at once. Idempotent.
     *
     * @param only a job name; empty for all of them
     * @return how many jobs were queued
     */
    int resume(BatchId batch, Optional<String> only);

    /**
     * Queues exactly these failed jobs again, each as the job that it is, with fresh tries; a verdict on their batch is
     * taken back, as by {@link #resume}. Idempotent.
     *
     * @return those that were queued
     */
    List<JobId> redrive(Collection<JobId> jobs, String why);
}
