package dev.muster.aggregate;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Comes to a verdict once it is time for one; pure: equal joins get equal verdicts. */
final class Judge {
    private Judge() {}

    /** The verdict on a batch; empty when its policy has it wait. */
    static Optional<Verdict> judge(Join join) {
        Metric metric = metric(join.spec());
        Optional<Verdict.Job> good = join.spec().join().when() == When.FIRST_GOOD
                ? Ranking.best(GateRules.good(join, metric), metric)
                : Optional.empty();
        Optional<Verdict.Job> best = good.or(() -> Ranking.best(join.jobs(), metric));
        return JoinRules.coverage(join, good.orElse(null))
                .map(coverage -> judge(join, metric, coverage, best.orElse(null)));
    }

    private static Verdict judge(Join join, Metric metric, Coverage coverage, Verdict.@Nullable Job best) {
        if (cancelled(join, coverage)) {
            return verdict(join, BatchState.CANCELLED, metric, coverage, List.of(), best, null);
        }
        List<Verdict.Gate> gates = GateRules.apply(join, metric, coverage, best);
        if (!gates.stream().allMatch(Verdict.Gate::passed)) {
            return verdict(join, BatchState.FAILED, metric, coverage, gates, best, null);
        }
        return verdict(join, BatchState.PASSED, metric, coverage, gates, best, promotion(join, metric, best));
    }

    /** A batch that can do without some of its jobs can do without those that a person called off, one by one. */
    private static boolean cancelled(Join join, Coverage coverage) {
        return (join.calledOff() || join.spec().join().waitsForAll())
                && coverage.absent().stream().anyMatch(absence -> absence.fate() == Fate.CANCELLED);
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
        Optional<Promotion> same =
                join.promoted().filter(promoted -> promoted.job().equals(best.id()));
        return same.orElseGet(() -> next(join, name, metric, best));
    }

    private static Promotion next(Join join, String name, Metric metric, Verdict.Job best) {
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
            Coverage coverage,
            List<Verdict.Gate> gates,
            Verdict.@Nullable Job best,
            @Nullable Promotion promoted) {
        return new Verdict(
                join.batch(),
                join.spec().name(),
                state,
                metric,
                coverage,
                join.jobs().stream()
                        .map(job -> job.state().ended() ? job : job.cut())
                        .toList(),
                gates,
                best == null ? null : best.id(),
                promoted);
    }
}
