package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer actor answers.
 *
 * @param results of the assignments that ended
 * @param progress of those that were worked on
 * @param storing attempts that are trained and whose result is being stored
 * @param training the attempt that goes on with the next call; null for none
 * @param process that the actor lives in, as {@code host/pid}; empty for news that are no actor's
 */
record Report(
        List<JobResult> results,
        List<JobProgress> progress,
        List<Attempt> storing,
        @Nullable Attempt training,
        String process) {
    Report {
        results = List.copyOf(results);
        progress = List.copyOf(progress);
        storing = List.copyOf(storing);
    }

    /** Results alone. */
    static Report of(List<JobResult> results) {
        return new Report(results, List.of(), List.of(), null, "");
    }

    /** Signs of life alone. */
    static Report alive(List<JobProgress> progress) {
        return new Report(List.of(), progress, List.of(), null, "");
    }

    /** Whether the actor holds something of an attempt, so that only it can go on. */
    boolean holds(Attempt attempt) {
        return attempt.equals(training) || storing.contains(attempt);
    }

    boolean ended(Attempt attempt) {
        return results.stream().anyMatch(result -> result.attempt().equals(attempt));
    }
}
