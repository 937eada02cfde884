package dev.muster.trainer.ray;

import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import java.util.List;

/**
 * What a trainer actor answers.
 *
 * @param results of the assignments that ended, in their order; the others wait, and the first of them may have begun
 * @param progress of all that were worked on
 */
record Report(List<JobResult> results, List<JobProgress> progress) {
    Report {
        results = List.copyOf(results);
        progress = List.copyOf(progress);
    }

    /** Results alone. */
    static Report of(List<JobResult> results) {
        return new Report(results, List.of());
    }
}
