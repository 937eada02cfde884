package dev.muster.tests.simulation;

import dev.muster.ledger.LedgerConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that a ledger holds and a decision depends on, as sorted lines: of the model, and of PostgreSQL. */
final class Dump {
    private static final String QUERY = """
            select concat_ws(' ', 'batch', id, state, %1$s, %2$s, %3$s, %4$s, %5$s) from batch
            union all select concat_ws(' ', 'job', id, state, %6$s, attempt, resumed_after) from job
            union all select concat_ws(' ', 'attempt', job_id, number, cluster, state, %7$s, %8$s, %9$s,
                coalesce(failure, '-'), coalesce(message, '-'), epoch, epochs, seconds::numeric(9, 3),
                coalesce(preempted_for, '-')) from attempt
            union all select concat_ws(' ', 'result', job_id, attempt, model, manifest, coalesce(reused_job, '-'),
                coalesce(reused_attempt, 0)) from result
            union all select concat_ws(' ', 'verdict', batch_id, cause, %10$s, why) from verdict
            union all select concat_ws(' ', 'absence', job_id, attempts, seconds::numeric(9, 3)) from absence
            union all select concat_ws(' ', 'model', name, version, job_id) from model
            union all select concat_ws(' ', 'team', name, served::numeric(12, 6), %11$s) from team
            union all select concat_ws(' ', 'audit', who, what, subject) from audit_entry""".formatted(
                    micros("called_off_at"),
                    micros("deadline"),
                    micros("expires_at"),
                    micros("expired_at"),
                    micros("queued_at"),
                    micros("not_before"),
                    micros("claimed_at"),
                    micros("lease_until"),
                    micros("ended_at"),
                    micros("completed_at"),
                    micros("served_at"));

    private Dump() {}

    private static String micros(String column) {
        return "coalesce((extract(epoch from " + column + ") * 1000000)::bigint::text, '-')";
    }

    /** What only one of them holds. */
    static List<String> differences(Model model, LedgerConfig config) {
        List<String> mine = of(model);
        List<String> real = of(config);
        List<String> differences = new ArrayList<>();
        without(mine, real).forEach(line -> differences.add("in the model " + line));
        without(real, mine).forEach(line -> differences.add("in PostgreSQL " + line));
        return differences;
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }

    private static List<String> of(LedgerConfig config) {
        return dev.muster.tests.proof.Rows.first(config, QUERY);
    }

    private static List<String> of(Model model) {
        List<String> lines = new ArrayList<>();
        model.batches.values().forEach(batch -> {
            lines.add(line(
                    "batch",
                    batch.id,
                    batch.state,
                    micros(batch.calledOffAt),
                    micros(batch.deadline),
                    micros(batch.expiresAt),
                    micros(batch.expiredAt),
                    micros(batch.queuedAt)));
            if (batch.verdict != null) {
                lines.add(line(
                        "verdict",
                        batch.id,
                        batch.verdict.cause(),
                        micros(batch.verdict.at()),
                        batch.verdict.verdict().coverage().why()));
            }
            batch.jobs.forEach(job -> job(job, lines));
        });
        model.models.forEach((name, versions) ->
                versions.forEach(version -> lines.add(line("model", name, version.version(), version.job()))));
        model.teams.forEach((name, served) ->
                lines.add(line("team", name, String.format(Locale.ROOT, "%.6f", served.jobs()), micros(served.at()))));
        model.audit.forEach(note -> lines.add(line("audit", note.who(), note.what(), note.subject())));
        return lines;
    }

    private static void job(Rows.Job job, List<String> lines) {
        lines.add(line("job", job.id, job.state, micros(job.notBefore), job.attempt, job.resumedAfter));
        Rows.Result result = job.result;
        if (result != null) {
            lines.add(line(
                    "result",
                    job.id,
                    result.attempt(),
                    result.model(),
                    result.manifest(),
                    result.reused() == null ? "-" : result.reused().job(),
                    result.reused() == null ? 0 : result.reused().number()));
        }
        if (job.absent != null) {
            lines.add(line("absence", job.id, job.absent.attempts(), seconds(job.absent.seconds())));
        }
        job.tries.forEach(it -> lines.add(line(
                "attempt",
                job.id,
                it.number,
                it.cluster,
                it.state,
                micros(it.claimedAt),
                micros(it.leaseUntil),
                micros(it.endedAt),
                it.failure == null ? "-" : it.failure,
                it.message == null ? "-" : it.message,
                it.epoch,
                it.epochs,
                seconds(it.seconds),
                it.preemptedFor == null ? "-" : it.preemptedFor)));
    }

    private static String line(Object... columns) {
        List<String> texts = new ArrayList<>();
        for (Object column : columns) {
            texts.add(String.valueOf(column));
        }
        return String.join(" ", texts);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private static String micros(@Nullable Instant time) {
        return time == null ? "-" : String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
}
