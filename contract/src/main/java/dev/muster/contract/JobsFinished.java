package dev.muster.contract;

import java.util.List;

/** Data of {@link EventTypes#JOBS_FINISHED}: results of any number of batches. */
public record JobsFinished(List<JobResult> results) {
    public JobsFinished {
        results = List.copyOf(results);
    }
}
