package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Control} on PostgreSQL. */
final class PostgresControl implements Control {
    private final Database database;
    private final Clock clock;
    private final String who;

    PostgresControl(Database database, Clock clock, String who) {
        this.database = database;
        this.clock = clock;
        this.who = who;
    }

    @Override
    public boolean cancel(BatchId batch) {
        Instant now = clock.instant();
        return database.write(sql -> {
            Optional<Boolean> calledOff = sql.one(
                    "select called_off_at is not null from batch where id = ? and state = 'RUNNING' for no key update",
                    row -> row.getBoolean(1),
                    batch.value());
            if (calledOff.isPresent() && !calledOff.get()) {
                callOff(sql, batch, now);
            }
            return calledOff.isPresent();
        });
    }

    private void callOff(Sql sql, BatchId batch, Instant now) throws SQLException {
        sql.later("update batch set called_off_at = ? where id = ?", now, batch.value());
        List<String> jobs = sql.list(
                "update job set state = 'CANCELLED' where batch_id = ? and state = 'QUEUED' returning id",
                row -> row.getString(1),
                batch.value());
        Audit.note(sql, now, who, Audit.Note.of(batch, "CALLED_OFF", "asked for"));
        Audit.note(sql, now, who, notes(batch, jobs, "CANCELLED", "its batch was called off"));
    }

    @Override
    public int resume(BatchId batch, Optional<String> only) {
        Instant now = clock.instant();
        return database.write(sql -> {
            boolean over = sql.one("""
                            select id from batch where id = ?
                                and (state <> 'RUNNING' or coalesce(called_off_at, expired_at) is not null)
                                and not (state = 'PASSED' and exists (select from absence where batch_id = batch.id))
                            for no key update""", row -> row.getString(1), batch.value()).isPresent();
            List<String> jobs = over ? takeUp(sql, batch, only.orElse(null), now) : List.of();
            if (!jobs.isEmpty() || (over && stillRuns(sql, batch, only.orElse(null)))) {
                reopen(sql, batch, "asked for", now);
                Audit.note(sql, now, who, notes(batch, jobs, "QUEUED", "its batch was resumed"));
            }
            return jobs.size();
        });
    }

    /** Whether jobs of a batch that was called off or has expired have yet to stop: they go on. */
    private static boolean stillRuns(Sql sql, BatchId batch, @Nullable String only) throws SQLException {
        return sql.one("""
                        select b.id from batch b where b.id = ? and b.state = 'RUNNING' and exists (
                            select from job j where j.batch_id = b.id and j.state = 'RUNNING'
                                and (?::text is null or j.name = ?))""", row -> row.getString(1), batch.value(), only, only).isPresent();
    }

    @Override
    public List<JobId> redrive(Collection<JobId> jobs, String why) {
        Instant now = clock.instant();
        List<String> wanted = jobs.stream().map(JobId::value).toList();
        return database.write(sql -> {
            List<Over> batches = sql.list("""
                    select id, state <> 'RUNNING' or coalesce(called_off_at, expired_at) is not null
                        or coalesce(expires_at <= ?, false) as over
                    from batch
                    where id in (select batch_id from job where id = any(?))
                        and not (state = 'PASSED' and exists (select from absence where batch_id = batch.id))
                    order by id for no key update""", Over::of, now, wanted);
            List<JobId> queued = new ArrayList<>();
            for (Over batch : batches) {
                List<String> failed = sql.list("""
                        update job set state = 'QUEUED', not_before = ?, resumed_after = attempt
                        where batch_id = ? and id = any(?) and state = 'FAILED'
                            and not exists (select from attempt a where a.job_id = job.id and a.state = 'RUNNING')
                        returning id""", row -> row.getString(1), now, batch.id.value(), wanted);
                if (batch.over && !failed.isEmpty()) {
                    reopen(sql, batch.id, why, now);
                }
                Audit.note(sql, now, who, notes(batch.id, failed, "QUEUED", "redriven: " + why));
                failed.forEach(id -> queued.add(new JobId(id)));
            }
            return queued;
        });
    }

    /** Whoever takes up a batch that has expired wants it all the same. */
    private void reopen(Sql sql, BatchId batch, String why, Instant now) throws SQLException {
        boolean judged = sql.change("delete from verdict where batch_id = ?", batch.value()) > 0;
        boolean expired = sql.one("""
                        with before as (select id, coalesce(expires_at <= ?, false) as expired from batch where id = ?)
                        update batch b set state = 'RUNNING', called_off_at = null, expired_at = null, queued_at = ?,
                            expires_at = case when not expired then expires_at end,
                            deadline = cast(? as timestamptz) + join_within_nanos / 1000 * interval '1 microsecond'
                        from before where b.id = before.id returning expired""", row -> row.getBoolean(1), now, batch.value(), now, now)
                .orElseThrow();
        String what = why + (judged ? "; its verdict is taken back" : "") + (expired ? "; without its expiry" : "");
        Audit.note(sql, now, who, Audit.Note.of(batch, "RESUMED", what));
    }

    private record Over(BatchId id, boolean over) {
        static Over of(ResultSet row) throws SQLException {
            return new Over(new BatchId(row.getString("id")), row.getBoolean("over"));
        }
    }

    /** Queues them, but for one whose attempt has yet to stop: that goes on, or is queued when it has stopped. */
    private static List<String> takeUp(Sql sql, BatchId batch, @Nullable String only, Instant now) throws SQLException {
        return sql.list("""
                update job set not_before = ?, resumed_after = attempt, state = case when exists (
                    select from attempt a where a.job_id = job.id and a.state = 'RUNNING') then 'RUNNING' else 'QUEUED' end
                where batch_id = ? and state in ('CANCELLED', 'FAILED') and (?::text is null or name = ?)
                returning id""", row -> row.getString(1), now, batch.value(), only, only);
    }

    private static List<Audit.Note> notes(BatchId batch, List<String> jobs, String what, String why) {
        return jobs.stream()
                .map(job -> new Audit.Note(batch.value(), what, job, why))
                .toList();
    }
}
