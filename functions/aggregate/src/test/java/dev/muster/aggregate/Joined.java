package dev.muster.aggregate;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds joins for tests: a batch named {@code sample} over one dataset. */
final class Joined {
    static final BatchId BATCH = BatchId.derive("/test", "sample");
    static final String DATA = "sha256:data";

    private final Task task;
    private final List<Verdict.Job> jobs = new ArrayList<>();
    private Profile profile;
    private final Set<JobId> late = new HashSet<>();
    private boolean calledOff;
    private boolean overdue;
    private Gates gates = Gates.NONE;
    private JoinPolicy policy = JoinPolicy.ALL;
    private @Nullable String promote;
    private Optional<Promotion> promoted = Optional.empty();

    private Joined(Task task, Profile profile) {
        this.task = task;
        this.profile = profile;
    }

    /** Of 100 rows: 60 of class a, 40 of class b. */
    static Joined classification() {
        return new Joined(Task.CLASSIFICATION, new Profile(DATA, 100, 1_000, List.of(), Map.of("a", 60L, "b", 40L)));
    }

    /** A target {@code y} with a deviation of 50. */
    static Joined regression() {
        Profile.Column target = new Profile.Column("y", Profile.Kind.NUMERIC, 0, 0, 150.0, 50.0, 0.0, 300.0, Map.of());
        return new Joined(Task.REGRESSION, new Profile(DATA, 100, 1_000, List.of(target), Map.of()));
    }

    Joined succeeded(String name, String metric, double value) {
        return succeeded(name, Map.of(metric, value));
    }

    Joined succeeded(String name, Map<String, Double> metrics) {
        return with(name, JobState.SUCCEEDED, metrics, null);
    }

    Joined failed(String name, String problem) {
        return with(name, JobState.FAILED, Map.of(), problem);
    }

    Joined cancelled(String name) {
        return with(name, JobState.CANCELLED, Map.of(), null);
    }

    Joined late(String name) {
        late.add(id(name));
        return cancelled(name);
    }

    Joined queued(String name) {
        return with(name, JobState.QUEUED, Map.of(), null);
    }

    Joined running(String name) {
        return with(name, JobState.RUNNING, Map.of(), null);
    }

    Joined calledOff() {
        calledOff = true;
        return this;
    }

    Joined overdue() {
        overdue = true;
        return this;
    }

    Joined policy(JoinPolicy asked) {
        policy = asked;
        return this;
    }

    Joined gates(Gates asked) {
        this.gates = asked;
        return this;
    }

    Joined promoteAs(String name) {
        this.promote = name;
        return this;
    }

    Joined promoted(Promotion current) {
        this.promoted = Optional.of(current);
        return this;
    }

    Joined profile(Profile other) {
        this.profile = other;
        return this;
    }

    private Joined with(String name, JobState state, Map<String, Double> metrics, @Nullable String problem) {
        boolean model = state == JobState.SUCCEEDED;
        jobs.add(new Verdict.Job(
                id(name),
                name,
                "mlp",
                Map.of(),
                state,
                state == JobState.QUEUED ? 0 : 1,
                1.5,
                metrics,
                model ? "sha256:" + name : null,
                model ? "m/" + name : null,
                problem,
                null));
        return this;
    }

    static JobId id(String name) {
        return JobId.derive(BATCH, name);
    }

    Join join() {
        DatasetSpec data = new DatasetSpec("data", "/data.csv", DataFormat.CSV, task, "y", List.of(), Split.DEFAULT);
        List<JobSpec> specs = jobs.stream()
                .map(job ->
                        new JobSpec(job.name(), "mlp", "mlp", Map.of(), 1, new Dataset(data, DATA), Resources.ONE_CPU))
                .toList();
        BatchSpec spec = new BatchSpec(
                "sample", Queueing.USUAL, specs, gates, policy, RetryPolicy.DEFAULT, promote, null, false);
        Optional<Promotion> rival =
                promoted.filter(it -> jobs.stream().noneMatch(job -> job.id().equals(it.job())));
        return new Join(
                BATCH, spec, jobs, calledOff, overdue, late, Map.of(profile.digest(), profile), promoted, rival);
    }

    Verdict judged() {
        return Judge.judge(join()).orElseThrow();
    }
}
