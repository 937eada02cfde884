package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.Ended;
import dev.muster.ledger.Ending;
import dev.muster.ledger.Running;
import dev.muster.ledger.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Attempts end: by the ledger's own {@link Running} and {@link Ended}, written to the rows of the model. */
record ModelEndings(Model model) {
    List<Attempt> apply(Collection<Ending> endings, String who, Instant now) {
        Map<Attempt, Ending.How> named = new LinkedHashMap<>();
        endings.forEach(ending -> named.putIfAbsent(ending.attempt(), ending.how()));
        Map<Rows.Try, Ended> ended = new LinkedHashMap<>();
        named.forEach((attempt, how) -> {
            Rows.Try row = model.row(attempt);
            if (row != null && current(row)) {
                Running running = running(row, now);
                if (running.endedBy(how, now) || model.broken(Mutant.LEASE_MEANS_NOTHING)) {
                    ended.put(row, ended(running, how, now));
                }
            }
        });
        ended.forEach((row, how) -> write(row, how, now));
        ended.values().forEach(it -> model.note(who, it.state().name(), Model.subject(it.named())));
        return ended.values().stream().map(Ended::named).toList();
    }

    private boolean current(Rows.Try row) {
        return row.running()
                || (model.broken(Mutant.RESULT_OF_LOST_COUNTS) && row.state == AttemptState.LOST)
                || (model.broken(Mutant.RESULT_COUNTS_TWICE) && row.state == AttemptState.FAILED);
    }

    private Running running(Rows.Try row, Instant now) {
        Rows.Job job = row.job;
        Rows.Batch batch = job.batch;
        RetryPolicy retry = batch.spec.retry();
        int failures = Math.toIntExact(job.count(AttemptState.FAILED));
        int losses = Math.toIntExact(job.count(AttemptState.LOST));
        return new Running(
                row.named(),
                Objects.requireNonNullElse(row.leaseUntil, now),
                standing(job, now),
                model.broken(Mutant.NO_BACKOFF) ? new RetryPolicy(retry.attempts(), Duration.ZERO) : retry,
                model.broken(Mutant.GIVES_UP_EARLY)
                        ? failures + 1
                        : model.broken(Mutant.FAILS_FOR_EVER) ? Math.min(0, failures) : failures,
                model.broken(Mutant.LOST_FOR_EVER) ? 0 : losses);
    }

    private Standing standing(Rows.Job job, Instant now) {
        Rows.Batch batch = job.batch;
        Standing standing = Standing.of(
                job.state, batch.state, batch.calledOffAt != null, batch.overdue(now), batch.expiredAt != null);
        boolean ignored = switch (standing) {
            case OPEN -> false;
            case CALLED_OFF ->
                model.broken(batch.calledOffAt == null ? Mutant.EXPIRY_ENDS_NOTHING : Mutant.CANCEL_ENDS_NOTHING);
            case OVERDUE -> model.broken(Mutant.DEADLINE_ENDS_NOTHING);
            case JUDGED -> model.broken(Mutant.VERDICT_ENDS_NOTHING);
        };
        return ignored ? Standing.OPEN : standing;
    }

    private Ended ended(Running running, Ending.How how, Instant now) {
        if (model.broken(Mutant.INVALID_IS_RETRIED)
                && how instanceof Ending.Reported said
                && said.outcome() instanceof Outcome.Failed failed) {
            Outcome again = new Outcome.Failed(Outcome.FailureKind.TRANSIENT, failed.message());
            return Ended.of(running, new Ending.Reported(again, said.seconds()), now);
        }
        return Ended.of(running, how, now);
    }

    private void write(Rows.Try row, Ended ended, Instant now) {
        row.state = ended.state();
        row.endedAt = now;
        row.leaseUntil = null;
        row.failure = ended.failure();
        row.message = ended.message();
        row.seconds = ended.seconds() == null ? row.seconds : ended.seconds();
        row.epoch = ended.epoch() == null ? row.epoch : ended.epoch();
        model.running.remove(row);
        model.changed(row.job.batch);
        move(row.job, ended);
    }

    private void move(Rows.Job job, Ended ended) {
        if ((model.broken(Mutant.LOST_ATTEMPT_KEEPS_ITS_JOB) && ended.state() == AttemptState.LOST)
                || (model.broken(Mutant.HANDED_BACK_KEEPS_ITS_JOB) && ended.state() == AttemptState.HANDED_BACK)) {
            return;
        }
        job.state = ended.next();
        job.notBefore = ended.due();
        if (model.broken(Mutant.HANDED_BACK_IS_FAILED) && ended.state() == AttemptState.HANDED_BACK) {
            job.state = JobState.FAILED;
        }
        if (model.broken(Mutant.TORN_COMMIT) && ended.number() > 1) {
            return;
        }
        if (ended.model() != null) {
            job.result = new Rows.Result(
                    ended.number(),
                    ended.model(),
                    Objects.requireNonNull(ended.manifest()),
                    ended.reused(),
                    ended.metrics());
        }
    }
}
