package dev.muster.tests.simulation;

import static dev.muster.tests.simulation.Invariants.promise;

import dev.muster.contract.BatchState;
import dev.muster.contract.Fate;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch as it was seen last, and what may have become of it since. */
final class BatchHistory {
    private static final Set<String> TAKES_UP = Set.of("resume", "redrive");

    private final Rows.Batch batch;
    private final Map<Rows.Job, JobHistory> jobs = new LinkedHashMap<>();
    private BatchState state = BatchState.RUNNING;
    private Rows.@Nullable Judged verdict;
    private int verdicts;
    private int resumes;

    BatchHistory(Rows.Batch batch) {
        this.batch = batch;
        batch.jobs.forEach(job -> jobs.put(job, new JobHistory(job)));
    }

    void check(Model.Commit commit) {
        if (state.completed() && !batch.state.completed()) {
            promise(TAKES_UP.contains(commit.door()), "only people take a batch up again", commit.door());
            resumes++;
        }
        promise(
                batch.state.completed() == (batch.verdict != null),
                "a batch has a verdict once it is judged",
                batch.id);
        if (batch.verdict != null && !batch.verdict.equals(verdict)) {
            promise(
                    commit.door().equals("complete") && !state.completed(),
                    "a verdict is given once",
                    batch.id + " by " + commit.door());
            verdicts++;
            judged(batch.verdict.verdict(), commit.now());
        }
        if (TAKES_UP.contains(commit.door()) && state.completed() && batch.deadline != null) {
            promise(
                    batch.deadline.equals(commit.now()
                            .plus(Objects.requireNonNull(batch.spec.join().within()))),
                    "a batch that is taken up has its time anew",
                    batch.id);
        }
        jobs.values().forEach(job -> job.check(commit));
        state = batch.state;
        verdict = batch.verdict;
    }

    int verdicts() {
        return verdicts;
    }

    boolean judgedOnce() {
        return verdicts == resumes + 1;
    }

    private void judged(Verdict said, Instant now) {
        promise(said.state() == batch.state, "a batch is what its verdict says", batch.id);
        List<Verdict.Job> told = said.jobs();
        promise(told.size() == batch.jobs.size(), "a verdict names each job", said);
        for (int i = 0; i < told.size(); i++) {
            Rows.Job job = batch.jobs.get(i);
            promise(
                    told.get(i).state() == job.state
                            && Objects.equals(told.get(i).digest(), job.result == null ? null : job.result.model()),
                    "a verdict rests on what is there",
                    told.get(i) + " and " + job);
        }
        inTime(said, now);
        gates(said);
    }

    /** Jobs are cut off only where the policy says that it is time. */
    private void inTime(Verdict said, Instant now) {
        boolean cut = !said.coverage().cut().isEmpty();
        boolean missing = said.coverage().absent().stream().anyMatch(absence -> absence.fate() == Fate.MISSING);
        promise(!missing || batch.overdue(now), "a job is missing only after the deadline", said);
        When when = batch.spec.join().when();
        long good = count(JobState.SUCCEEDED);
        boolean early = switch (when) {
            case ALL -> false;
            case QUORUM -> {
                int needed = Objects.requireNonNull(batch.spec.gates().finished());
                long lost = count(JobState.FAILED)
                        + count(JobState.CANCELLED)
                        - said.coverage().cut().size();
                yield good >= needed || batch.jobs.size() - lost < needed;
            }
            case FIRST_GOOD -> good > 0;
        };
        promise(!cut || early || batch.overdue(now), "nothing is cut off before it is time", said);
        promise(!cut || batch.calledOffAt == null, "what a person called off is waited for", said);
    }

    private void gates(Verdict said) {
        long good = count(JobState.SUCCEEDED);
        Integer asked = batch.spec.gates().finished();
        int needed = batch.spec.join().when() == When.FIRST_GOOD ? 0 : asked == null ? batch.jobs.size() : asked;
        boolean reached = batch.spec.gates().minimums().stream()
                .allMatch(minimum -> batch.jobs.stream()
                        .filter(job -> job.result != null)
                        .anyMatch(job -> Objects.requireNonNull(job.result)
                                        .metrics()
                                        .getOrDefault(minimum.metric().label(), -1.0)
                                >= minimum.value()));
        if (batch.state == BatchState.PASSED) {
            promise(good >= needed, "a batch passes with as many successes as it asks for", said);
            promise(reached, "a batch passes with a model that is good enough", said);
        }
        if (batch.state == BatchState.FAILED) {
            promise(
                    good < needed
                            || !batch.spec.gates().minimums().isEmpty()
                            || !batch.spec.gates().beats().isEmpty(),
                    "a batch fails by a gate",
                    said);
        }
    }

    private long count(JobState wanted) {
        return batch.jobs.stream().filter(job -> job.state == wanted).count();
    }
}
