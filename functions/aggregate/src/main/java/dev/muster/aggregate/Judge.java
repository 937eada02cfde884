package dev.muster.aggregate;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comes to a verdict; pure: equal joins get equal verdicts. */
final class Judge {
    private Judge() {}

    /** The verdict on a batch whose jobs have all ended. */
    static Verdict judge(Join join) {
        Metric metric = metric(join.spec());
        Verdict.Job best = Ranking.best(join.jobs(), metric).orElse(null);
        if (join.jobs().stream().anyMatch(job -> job.state() == JobState.CANCELLED)) {
            return verdict(join, BatchState.CANCELLED, metric, List.of(), best, null);
        }
        List<Verdict.Gate> gates = GateRules.apply(join, metric, best);
        if (!gates.stream().allMatch(Verdict.Gate::passed)) {
            return verdict(join, BatchState.FAILED, metric, gates, best, null);
        }
        return verdict(join, BatchState.PASSED, metric, gates, best, promotion(join, metric, best));
    }

    private static Metric metric(BatchSpec spec) {
        Metric asked = spec.gates().metric();
        return asked != null
                ? asked
                : spec.jobs().get(0).dataset().spec().task().metric();
    }

    private static @Nullable Promotion promotion(Join join, Metric metric, Verdict.@Nullable Job best) {
        String name = join.spec().promote();
        if (name == null || best == null) {
            return null;
        }
        return new Promotion(
                name,
                join.promoted().map(Promotion::version).orElse(0) + 1,
                best.id(),
                Objects.requireNonNull(best.digest(), "a job that succeeded has a model"),
                Objects.requireNonNull(best.manifest(), "a job that succeeded has a manifest"),
                metric,
                Objects.requireNonNull(best.metrics().get(metric.label()), "the best job has the metric"));
    }

    private static Verdict verdict(
            Join join,
            BatchState state,
            Metric metric,
            List<Verdict.Gate> gates,
            Verdict.@Nullable Job best,
            @Nullable Promotion promoted) {
        return new Verdict(
                join.batch(),
                join.spec().name(),
                state,
                metric,
                join.jobs(),
                gates,
                best == null ? null : best.id(),
                promoted);
    }
}
