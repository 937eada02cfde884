package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * A running attempt, and what decides about its job when it ends.
 *
 * @param leaseUntil when it counts as lost
 * @param batch how its batch stands
 * @param retry policy of the batch
 * @param failures of the job before, since it was last resumed
 * @param losses likewise
 */
public record Running(
        Attempt attempt, Instant leaseUntil, Standing batch, RetryPolicy retry, int failures, int losses) {
    /** A job that was lost this often kills what runs it. */
    public static final int LOSSES = 10;

    /** Whether it has ended indeed. */
    public boolean endedBy(Ending.How how, Instant now) {
        // A sign of life may have come between the look and the lock.
        return !(how instanceof Ending.Expired) || !leaseUntil.isAfter(now);
    }

    /** What follows. */
    public Next after(Ending.How how, Instant now) {
        if (how instanceof Ending.Reported reported && tooLate(reported.outcome())) {
            return late(reported.outcome(), now);
        }
        Next next = how instanceof Ending.Reported reported ? after(reported.outcome(), now) : unheard(how, now);
        boolean over = batch == Standing.JUDGED || (batch == Standing.CALLED_OFF && next.job == JobState.QUEUED);
        return over ? new Next(next.attempt, JobState.CANCELLED, now, next.why) : next;
    }

    private boolean tooLate(Outcome outcome) {
        return (batch == Standing.JUDGED || batch == Standing.OVERDUE) && !(outcome instanceof Outcome.Stopped);
    }

    /** Nothing of it counts, so the audit keeps what it was. */
    private Next late(Outcome outcome, Instant now) {
        String what = outcome instanceof Outcome.Succeeded model
                ? "reported the model " + model.model() + " with " + new TreeMap<>(model.metrics())
                : outcome instanceof Outcome.Failed failed ? "failed: " + failed.message() : "stopped";
        String when = batch == Standing.JUDGED ? "after the verdict" : "after the deadline";
        return new Next(AttemptState.LATE, JobState.CANCELLED, now, what + ", " + when);
    }

    private Next after(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Failed failed) {
            return afterFailure(failed, now);
        }
        return outcome instanceof Outcome.Succeeded success
                ? new Next(AttemptState.SUCCEEDED, JobState.SUCCEEDED, now, said(success))
                : new Next(AttemptState.STOPPED, JobState.QUEUED, now, "it was asked to stop");
    }

    private static String said(Outcome.Succeeded success) {
        Attempt reused = success.reused();
        return reused == null
                ? "it reported model " + success.model()
                : "it reused model " + success.model() + " of " + Name.subject(reused);
    }

    private Next afterFailure(Outcome.Failed failed, Instant now) {
        boolean mayMend = failed.kind() != Outcome.FailureKind.INVALID;
        if (!mayMend || failures + 1 >= retry.attempts()) {
            return new Next(AttemptState.FAILED, JobState.FAILED, now, failed.message());
        }
        Duration wait = retry.backoff(failures + 1, attempt.job().value());
        return new Next(AttemptState.FAILED, JobState.QUEUED, now.plus(wait), failed.message());
    }

    private Next unheard(Ending.How how, Instant now) {
        if (how instanceof Ending.HandedBack) {
            return new Next(AttemptState.HANDED_BACK, JobState.QUEUED, now, "the cluster did not take it");
        }
        String why = how instanceof Ending.Expired ? "no sign of life until its lease ran out" : "its cluster is gone";
        return losses + 1 >= LOSSES
                ? new Next(AttemptState.LOST, JobState.FAILED, now, "lost " + LOSSES + " times; the last time: " + why)
                : new Next(AttemptState.LOST, JobState.QUEUED, now.plus(wait(how)), why);
    }

    /**
     * A job whose attempts fall silent may be what kills their nodes, so it waits longer each time from the second on;
     * but never longer than a lease, so that recovery takes no more time than it took to notice the loss. When the
     * whole cluster is gone, no job is to blame, and none waits.
     */
    private Duration wait(Ending.How how) {
        return how instanceof Ending.Expired expired && losses > 0
                ? retry.backoff(losses, attempt.job().value(), expired.lease())
                : Duration.ZERO;
    }

    /**
     * What an ending makes of attempt and job.
     *
     * @param due when the job is, if it is queued
     * @param why for people
     */
    public record Next(AttemptState attempt, JobState job, Instant due, String why) {}
}
