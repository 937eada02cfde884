package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Attempts report. */
public interface Results {
    /**
     * Records results in one transaction; idempotent. Only the current attempt of a job that is running counts; a
     * result of any other is noted and changes nothing. A failure that may mend queues the job again, after its
     * backoff, while it has tries left.
     *
     * @return the batches named, also where nothing changed
     */
    Set<BatchId> record(List<JobResult> results);

    /**
     * Notes metrics per epoch, and renews the leases of current attempts; signs of life of any other change nothing.
     */
    void progress(List<JobProgress> progress, Duration lease);
}
