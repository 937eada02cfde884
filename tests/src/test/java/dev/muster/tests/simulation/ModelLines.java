package dev.muster.tests.simulation;

import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import dev.muster.ledger.AttemptState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The jobs of a batch as verdicts show them, read from the rows of the model. */
final class ModelLines {
    private ModelLines() {}

    static List<Verdict.Job> of(Rows.Batch batch) {
        return batch.jobs.stream().map(ModelLines::line).toList();
    }

    /** A verdict as it is read back: from the rows as they are now. */
    static Verdict read(Rows.Batch batch, Verdict verdict) {
        return new Verdict(
                verdict.batch(),
                verdict.name(),
                verdict.state(),
                verdict.metric(),
                verdict.coverage(),
                of(batch),
                verdict.gates(),
                verdict.best(),
                verdict.promoted());
    }

    private static Verdict.Job line(Rows.Job job) {
        Rows.Result result = job.result;
        Rows.Absent absent = job.absent;
        return new Verdict.Job(
                job.id,
                job.spec.name(),
                job.spec.model(),
                job.spec.parameters(),
                job.state,
                absent == null ? attempts(job) : absent.attempts(),
                absent == null ? seconds(job) : absent.seconds(),
                result == null ? Map.of() : result.metrics(),
                result == null ? null : result.model(),
                result == null ? null : result.manifest(),
                job.state == JobState.FAILED ? problem(job) : dropped(job),
                result == null ? null : result.reused());
    }

    private static int attempts(Rows.Job job) {
        return (int) job.tries.stream()
                .filter(it -> it.state != AttemptState.HANDED_BACK)
                .count();
    }

    private static double seconds(Rows.Job job) {
        double sum = 0;
        for (Rows.Try it : job.tries) {
            sum += it.seconds;
        }
        return sum;
    }

    private static @Nullable String problem(Rows.Job job) {
        return job.tries.stream()
                .map(it -> it.message)
                .filter(Objects::nonNull)
                .reduce((first, next) -> next)
                .orElse(null);
    }

    private static @Nullable String dropped(Rows.Job job) {
        return job.batch.expiredAt != null && job.state == JobState.CANCELLED
                ? "dropped: its batch expired at " + job.batch.expiresAt
                : null;
    }
}
