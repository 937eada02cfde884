package dev.muster.tests.simulation;

import static dev.muster.tests.simulation.Invariants.promise;

import dev.muster.contract.JobState;
import dev.muster.contract.RetryPolicy;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.Running;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job as it was seen last, and what may have become of it since. */
final class JobHistory {
    private static final Set<String> TAKES_UP = Set.of("resume", "redrive");

    private final Rows.Job job;
    private final List<AttemptState> tries = new ArrayList<>();
    private JobState state = JobState.QUEUED;
    private Instant due;
    private Rows.@Nullable Result result;
    private int resumedAfter;

    JobHistory(Rows.Job job) {
        this.job = job;
        this.due = job.notBefore;
    }

    void check(Model.Commit commit) {
        attempts(commit);
        if (state.ended() && state != job.state) {
            promise(
                    state != JobState.SUCCEEDED && TAKES_UP.contains(commit.door()),
                    "a job that has ended comes back only when somebody takes it up",
                    "by " + commit.door() + " from " + state + ": " + job);
            resumedAfter = job.attempt;
        }
        place(commit.now());
        if (state != job.state || tries.size() != job.tries.size() || ended()) {
            result(commit.now());
            tries();
        }
        state = job.state;
        due = job.notBefore;
        result = job.result;
        for (int i = 0; i < job.tries.size(); i++) {
            if (i < tries.size()) {
                tries.set(i, job.tries.get(i).state);
            } else {
                tries.add(job.tries.get(i).state);
            }
        }
    }

    private boolean ended() {
        for (int i = 0; i < tries.size(); i++) {
            if (tries.get(i) != job.tries.get(i).state) {
                return true;
            }
        }
        return false;
    }

    /** They begin by a claim, one after the other, and what has ended stays so. */
    private void attempts(Model.Commit commit) {
        for (int i = 0; i < tries.size(); i++) {
            promise(
                    tries.get(i) == job.tries.get(i).state || tries.get(i) == AttemptState.RUNNING,
                    "an attempt that has ended is left alone",
                    job);
        }
        promise(
                job.tries.size() == job.attempt
                        && (job.attempt == 0 || job.tries.get(job.attempt - 1).number == job.attempt),
                "attempts are numbered without a gap",
                job);
        if (job.tries.size() > tries.size()) {
            promise(
                    commit.door().equals("claim") && job.tries.size() == tries.size() + 1 && state == JobState.QUEUED,
                    "an attempt begins when a job that waits is claimed",
                    job);
            promise(!due.isAfter(commit.now()), "a job is claimed once it is due", due + ": " + job);
            promise(
                    job.batch.open() && !job.batch.expired(commit.now()),
                    "nothing begins in a batch that is over",
                    job.batch.id);
            Integer limit = job.batch.spec.queueing().running();
            promise(
                    limit == null || job.batch.running() <= limit,
                    "a batch has no more jobs running than it said",
                    job.batch.id + " " + job.batch.running() + " of " + limit);
        }
    }

    /** Each job is in exactly one place, where something or somebody will move it on. */
    private void place(Instant now) {
        int running = 0;
        for (Rows.Try it : job.tries) {
            running += it.running() ? 1 : 0;
        }
        promise(running <= 1, "a job has one attempt at a time", job);
        boolean runs = running == 1;
        promise(!runs || job.tries.get(job.tries.size() - 1).running(), "the attempt that runs is the last", job);
        boolean held = switch (job.state) {
            // One that is lost after the deadline waits for the verdict, which will be without it.
            case QUEUED -> !runs && job.batch.open() && (job.batch.expiredAt == null || job.batch.overdue(now));
            case RUNNING -> runs && !job.batch.state.completed();
            case SUCCEEDED, FAILED -> !runs;
            case CANCELLED -> true;
        };
        promise(held, "no job is lost", (job.batch.open() ? "open, " : job.batch.state + ", ") + job);
        promise(
                !(runs && job.state == JobState.CANCELLED && state == JobState.RUNNING) || job.batch.verdict != null,
                "what runs is cancelled by a verdict alone",
                job);
    }

    /** One result, of the attempt that succeeded, and for ever. */
    private void result(Instant now) {
        Rows.Result counted = job.result;
        promise(
                (job.state == JobState.SUCCEEDED) == (counted != null),
                "a job that succeeded has a result, and no other",
                job);
        promise(result == null || result.equals(counted), "a result is never replaced", job);
        long good = job.tries.stream()
                .filter(it -> it.state == AttemptState.SUCCEEDED)
                .count();
        promise(good == (counted == null ? 0 : 1), "one result counts", job);
        if (counted != null && result == null) {
            promise(
                    job.tries.get(counted.attempt() - 1).state == AttemptState.SUCCEEDED,
                    "the result is of the attempt that succeeded",
                    job);
            promise(job.batch.calledOffAt != null || !job.batch.overdue(now), "nothing counts after the deadline", job);
            promise(!job.batch.state.completed(), "nothing counts after the verdict", job);
            promise(
                    counted.model().equals("sha256:" + job.id + "/" + counted.attempt())
                            || (counted.reused() != null
                                    && counted.model()
                                            .equals("sha256:" + counted.reused().job() + "/"
                                                    + counted.reused().number())),
                    "a result is of the attempt that made it",
                    counted);
        }
    }

    /** As often as the policy says, and no more. */
    private void tries() {
        if (job.tries.isEmpty()) {
            return;
        }
        RetryPolicy retry = job.batch.spec.retry();
        long failures = count(AttemptState.FAILED);
        long losses = count(AttemptState.LOST);
        promise(failures <= retry.attempts(), "a job is tried as often as it may", failures + ": " + job);
        promise(losses <= Running.LOSSES, "a job that is lost again and again is given up", job);
        boolean hopeless = job.spec.parameters().containsKey(Requests.INVALID);
        promise(!hopeless || failures <= 1, "what cannot succeed is tried once", job);
        Rows.Try last = job.tries.get(job.tries.size() - 1);
        // One that ran on while its job was resumed is the first of the fresh tries.
        long ranOn = last.number <= resumedAfter ? 1 : 0;
        if (job.state == JobState.FAILED && state != JobState.FAILED) {
            promise(
                    (last.state == AttemptState.FAILED && (hopeless || failures + ranOn == retry.attempts()))
                            || (last.state == AttemptState.LOST && losses + ranOn == Running.LOSSES),
                    "a job fails once its tries are used up",
                    failures + " failures, " + losses + " losses of " + retry + ": " + job);
        }
        if (job.state == JobState.QUEUED && state == JobState.RUNNING && last.state == AttemptState.FAILED) {
            Instant earliest =
                    Objects.requireNonNull(last.endedAt).plus(retry.delay().dividedBy(2));
            promise(!job.notBefore.isBefore(earliest), "a job that failed waits for its next try", job);
        }
    }

    private long count(AttemptState wanted) {
        return job.tries.stream()
                .filter(it -> it.number > resumedAfter && it.state == wanted)
                .count();
    }
}
