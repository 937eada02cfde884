package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attempts end, all in the same way: a handful of statements, however many they are. */
final class Endings {
    private Endings() {}

    /**
     * Ends those attempts that run, and moves their jobs on; of several endings of one attempt the first counts.
     *
     * @return the attempts that this call ended
     */
    static List<Attempt> apply(Sql sql, Collection<Ending> endings, String who, Instant now) throws SQLException {
        Map<Attempt, Ending.How> named = new LinkedHashMap<>();
        endings.forEach(ending -> named.putIfAbsent(ending.attempt(), ending.how()));
        List<Ended> ended = new ArrayList<>();
        for (Running running : lock(sql, named.keySet(), now)) {
            Ending.How how = named.get(running.attempt());
            if (how != null && running.endedBy(how, now)) {
                ended.add(Ended.of(running, how, now));
            }
        }
        if (!ended.isEmpty()) {
            write(sql, ended, now);
            Audit.note(sql, now, who, ended.stream().map(Ended::note).toList());
        }
        return ended.stream().map(Ended::named).toList();
    }

    /**
     * Locks what is about to change in an order that all callers share, batches before jobs and jobs by id, so that no
     * two wait for each other; a batch is only kept from being cancelled meanwhile. What runs has a lease: asked for
     * its state, a planner with old statistics goes through all that runs to find these few.
     */
    private static List<Running> lock(Sql sql, Collection<Attempt> attempts, Instant now) throws SQLException {
        List<Name> names = attempts.stream().map(Name::of).toList();
        sql.later(
                "select count(*) from (select from batch where id = any(?) order by id for share) b",
                names.stream().map(Name::batch).distinct().toList());
        String json = Sql.json(names);
        sql.later("""
                select count(*) from (
                    select
                    from json_to_recordset(?::json) as n(batch text, job text, number integer)
                    join job j on j.id = n.job and j.batch_id = n.batch
                    join attempt a on a.job_id = j.id and a.number = n.number
                    where a.lease_until is not null order by j.id for no key update of j, a) r""", json);
        // A second query, since the first one counts what was before it waited.
        return sql.list("""
                select b.id as batch_id, a.job_id, a.number, a.lease_until,
                    j.state as job_state, b.state, b.called_off_at is not null as called_off,
                    coalesce(b.deadline <= ?, false) as overdue, b.expired_at is not null as expired,
                    b.retry_attempts, b.retry_delay_nanos, past.failures, past.losses
                from json_to_recordset(?::json) as n(batch text, job text, number integer)
                join job j on j.id = n.job and j.batch_id = n.batch
                join batch b on b.id = j.batch_id
                join attempt a on a.job_id = j.id and a.number = n.number
                cross join lateral (
                    select count(*) filter (where p.state = 'FAILED') as failures,
                        count(*) filter (where p.state = 'LOST') as losses
                    from attempt p where p.job_id = j.id and p.number > j.resumed_after) past
                where a.lease_until is not null""", Endings::running, now, json);
    }

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                Columns.attempt(row),
                Columns.instant(row, "lease_until"),
                Standing.of(
                        JobState.valueOf(row.getString("job_state")),
                        BatchState.valueOf(row.getString("state")),
                        row.getBoolean("called_off"),
                        row.getBoolean("overdue"),
                        row.getBoolean("expired")),
                SpecReader.retry(row),
                row.getInt("failures"),
                row.getInt("losses"));
    }

    private static void write(Sql sql, List<Ended> ended, Instant now) throws SQLException {
        String rows = Sql.json(ended);
        sql.later("""
                update attempt a set state = e.state, ended_at = ?, lease_until = null, failure = e.failure,
                    message = e.message, seconds = coalesce(e.seconds, a.seconds), epoch = coalesce(e.epoch, a.epoch)
                from json_to_recordset(?::json) as e(job text, number integer, state text, failure text, message text,
                    seconds double precision, epoch integer)
                where a.job_id = e.job and a.number = e.number""", now, rows);
        sql.later("""
                update job j set state = e.next, not_before = e.due
                from json_to_recordset(?::json) as e(job text, next text, due timestamptz)
                where j.id = e.job""", rows);
        sql.later("""
                insert into result (job_id, attempt, model, manifest, reused_job, reused_attempt)
                select job, number, model, manifest, reused ->> 'job', (reused ->> 'number')::integer
                from json_to_recordset(?::json)
                    as e(job text, number integer, model text, manifest text, reused json)
                where model is not null""", rows);
        sql.later("""
                insert into result_metric (job_id, name, value)
                select e.job, m.key, m.value::double precision
                from json_to_recordset(?::json) as e(job text, metrics json) cross join json_each_text(e.metrics) m""", rows);
    }
}
