package dev.muster.tests.simulation;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.Recall;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which results may count for other jobs, in the model. */
record ModelMemory(Model model) {
    private static final int RECALLS = 3;

    /** The results that may be used instead of training. */
    List<Recall> recall(Rows.Job job) {
        if (job.batch.spec.fresh() && !model.broken(Mutant.FRESH_IS_RECALLED)) {
            return List.of();
        }
        Stream<Rows.Job> equal = model.broken(Mutant.ANY_RESULT_IS_OFFERED)
                ? model.jobs.values().stream()
                : model.recipes.getOrDefault(String.valueOf(job.recipe), List.of()).stream();
        return equal.filter(other -> other.state == JobState.SUCCEEDED && other != job)
                .filter(other -> result(other).reused() == null || model.broken(Mutant.REUSED_IS_REUSED))
                .sorted(Comparator.comparing(ModelMemory::ended).reversed().thenComparing(other -> other.id.value()))
                .limit(RECALLS)
                .map(other -> new Recall(
                        new Attempt(other.batch.id, other.id, result(other).attempt()),
                        result(other).model(),
                        result(other).manifest()))
                .toList();
    }

    Assignment recalling(Rows.Try started) {
        return new Assignment(started.named(), started.job.spec, recall(started.job));
    }

    /** One that says that it is another's counts only when the ledger knows that other. */
    List<JobResult> checked(List<JobResult> results) {
        return results.stream().map(this::checked).toList();
    }

    private JobResult checked(JobResult result) {
        if (!(result.outcome() instanceof Outcome.Succeeded success)
                || success.reused() == null
                || model.broken(Mutant.REUSE_IS_UNCHECKED)
                || equal(result.attempt(), success, success.reused())) {
            return result;
        }
        Outcome refused = new Outcome.Failed(
                Outcome.FailureKind.TRANSIENT, "it reported a result of another job, which is not its equal");
        return new JobResult(result.attempt(), refused, result.seconds());
    }

    private boolean equal(Attempt attempt, Outcome.Succeeded said, Attempt original) {
        Rows.Job mine = model.jobs.get(attempt.job().value());
        Rows.Job other = model.jobs.get(original.job().value());
        Rows.@Nullable Result result = other == null ? null : other.result;
        return mine != null
                && other != null
                && result != null
                && mine.recipe != null
                && mine.recipe.equals(other.recipe)
                && result.attempt() == original.number()
                && result.model().equals(said.model())
                && result.manifest().equals(said.manifest())
                && result.reused() == null;
    }

    private static Rows.Result result(Rows.Job job) {
        return Objects.requireNonNull(job.result, () -> "no result of " + job);
    }

    private static Instant ended(Rows.Job job) {
        return Objects.requireNonNull(job.tries.get(result(job).attempt() - 1).endedAt);
    }
}
