package dev.muster.aggregate;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds the best model of a batch against its gates; each says by how much it held or failed. */
final class GateRules {
    private static final int NAMED = 3;
    private static final String NOTHING = "no job succeeded, so there is no model to measure";

    private final Join join;
    private final Metric metric;
    private final Verdict.@Nullable Job best;

    private GateRules(Join join, Metric metric, Verdict.@Nullable Job best) {
        this.join = join;
        this.metric = metric;
        this.best = best;
    }

    /** All gates of the batch: the jobs that finished, then minimums as asked for, then baselines. */
    static List<Verdict.Gate> apply(Join join, Metric metric, Verdict.@Nullable Job best) {
        GateRules rules = new GateRules(join, metric, best);
        Gates gates = join.spec().gates();
        List<Verdict.Gate> all = new ArrayList<>();
        all.add(rules.finished(gates.finished()));
        gates.minimums().forEach(minimum -> all.add(rules.minimum(minimum)));
        gates.beats().stream().sorted().forEach(baseline -> all.add(rules.beats(baseline)));
        return all;
    }

    private Verdict.Gate finished(@Nullable Integer asked) {
        int all = join.jobs().size();
        int needed = asked == null ? all : asked;
        List<Verdict.Job> others = join.jobs().stream()
                .filter(job -> job.state() != JobState.SUCCEEDED)
                .toList();
        int done = all - others.size();
        String name = needed == all ? "all jobs succeed" : "at least " + needed + " of " + all + " jobs succeed";
        String detail = done + " of " + all + " succeeded";
        return done >= needed
                ? new Verdict.Gate(name, true, detail)
                : new Verdict.Gate(name, false, detail + ", short by " + (needed - done) + ": " + failed(others));
    }

    private static String failed(List<Verdict.Job> jobs) {
        String named = jobs.stream()
                .limit(NAMED)
                .map(job -> job.name() + (job.problem() == null ? "" : " (" + job.problem() + ")"))
                .collect(Collectors.joining(", "));
        return jobs.size() <= NAMED ? named : named + " and " + (jobs.size() - NAMED) + " more";
    }

    private Verdict.Gate minimum(Gates.Threshold minimum) {
        Metric by = minimum.metric();
        String name = by.label() + (by.higherIsBetter() ? " >= " : " <= ") + Comparison.text(minimum.value());
        return measured(by, name, value -> Comparison.reaches(by, value, minimum.value()));
    }

    private Verdict.Gate beats(Gates.Baseline kind) {
        return switch (kind) {
            case MAJORITY -> baseline("better than a constant answer", constant());
            case PROMOTED ->
                join.promoted().isEmpty()
                        ? new Verdict.Gate("better than the promoted model", true, "nothing is promoted yet")
                        : baseline(
                                "better than the promoted model",
                                join.promoted().map(Baseline::of));
        };
    }

    private Optional<Baseline> constant() {
        return Optional.ofNullable(best).flatMap(job -> {
            JobSpec spec = join.spec().jobs().get(join.jobs().indexOf(job));
            DatasetSpec dataset = spec.dataset().spec();
            Profile profile = join.profiles().get(spec.dataset().digest());
            return profile == null ? Optional.empty() : Baseline.constant(dataset, profile, metric);
        });
    }

    private Verdict.Gate baseline(String name, Optional<Baseline> baseline) {
        if (best == null) {
            return new Verdict.Gate(name, false, NOTHING);
        }
        return baseline.map(to -> measured(to.metric(), name, value -> Comparison.beats(to, value)))
                .orElseGet(() -> new Verdict.Gate(
                        name, false, "the profile of its data tells no baseline for " + metric.label()));
    }

    private Verdict.Gate measured(Metric by, String name, DoubleFunction<Comparison> compare) {
        if (best == null) {
            return new Verdict.Gate(name, false, NOTHING);
        }
        Double value = best.metrics().get(by.label());
        if (value == null || !Double.isFinite(value)) {
            return new Verdict.Gate(name, false, "the best model, " + best.name() + ", has no finite " + by.label());
        }
        Comparison comparison = compare.apply(value);
        return new Verdict.Gate(name, comparison.holds(), comparison.detail());
    }
}
