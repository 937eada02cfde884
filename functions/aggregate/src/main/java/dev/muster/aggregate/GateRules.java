package dev.muster.aggregate;

import dev.muster.contract.Absence;
import dev.muster.contract.Coverage;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final @Nullable JobSpec spec;

    private GateRules(Join join, Metric metric, Verdict.@Nullable Job best, @Nullable JobSpec spec) {
        this.join = join;
        this.metric = metric;
        this.best = best;
        this.spec = spec;
    }

    /**
     * All gates of the batch: the jobs that finished (unless one good job is enough), then minimums as asked for, then
     * baselines.
     */
    static List<Verdict.Gate> apply(Join join, Metric metric, Coverage coverage, Verdict.@Nullable Job best) {
        JobSpec spec = best == null ? null : join.spec().jobs().get(join.jobs().indexOf(best));
        GateRules rules = new GateRules(join, metric, best, spec);
        List<Verdict.Gate> all = new ArrayList<>();
        if (join.spec().join().when() != When.FIRST_GOOD) {
            all.add(rules.finished(join.spec().gates().finished(), coverage));
        }
        all.addAll(rules.model());
        return all;
    }

    /** The jobs whose models pass every gate that is about a model. */
    static List<Verdict.Job> good(Join join, Metric metric) {
        List<Verdict.Job> good = new ArrayList<>();
        for (int i = 0; i < join.jobs().size(); i++) {
            Verdict.Job job = join.jobs().get(i);
            JobSpec spec = join.spec().jobs().get(i);
            if (job.state() == JobState.SUCCEEDED
                    && new GateRules(join, metric, job, spec).model().stream().allMatch(Verdict.Gate::passed)) {
                good.add(job);
            }
        }
        return good;
    }

    private List<Verdict.Gate> model() {
        Gates gates = join.spec().gates();
        List<Verdict.Gate> all = new ArrayList<>();
        gates.minimums().forEach(minimum -> all.add(minimum(minimum)));
        gates.beats().stream().sorted().forEach(baseline -> all.add(beats(baseline)));
        return all;
    }

    private Verdict.Gate finished(@Nullable Integer asked, Coverage coverage) {
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
                : new Verdict.Gate(
                        name, false, detail + ", short by " + (needed - done) + ": " + failed(others, coverage));
    }

    private static String failed(List<Verdict.Job> jobs, Coverage coverage) {
        Map<JobId, String> fates = coverage.absent().stream()
                .collect(
                        Collectors.toMap(Absence::job, absence -> absence.fate().label()));
        String named = jobs.stream()
                .limit(NAMED)
                .map(job -> job.name() + said(fates.getOrDefault(job.id(), job.problem())))
                .collect(Collectors.joining(", "));
        return jobs.size() <= NAMED ? named : named + " and " + (jobs.size() - NAMED) + " more";
    }

    private static String said(@Nullable String why) {
        return why == null ? "" : " (" + why + ")";
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
                best != null && join.rival().isEmpty()
                        ? new Verdict.Gate("better than the promoted model", true, "nothing is promoted yet")
                        : baseline(
                                "better than the promoted model", join.rival().map(Baseline::of));
        };
    }

    private Optional<Baseline> constant() {
        return Optional.ofNullable(spec).flatMap(job -> {
            DatasetSpec dataset = job.dataset().spec();
            Profile profile = join.profiles().get(job.dataset().digest());
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
