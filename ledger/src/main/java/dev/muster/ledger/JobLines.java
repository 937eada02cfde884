package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs of a batch, each in one line, for people and for verdicts. */
final class JobLines {
    /** Times are summed in order, so that the same attempts always give the same last digit. */
    private static final String QUERY = """
            with mine as (
                select * from job where batch_id = ?
            ), past as (
                select p.job_id, count(*) filter (where p.state <> 'HANDED_BACK') as attempts,
                    sum(p.seconds order by p.number) as seconds,
                    (array_agg(p.message order by p.number desc) filter (where p.message is not null))[1] as problem
                from mine j join attempt p on p.job_id = j.id group by p.job_id
            ), latest as (
                select m.job_id, json_object_agg(m.name, m.value) as metrics
                from mine j
                join attempt a on a.job_id = j.id and a.number = j.attempt
                join metric m on m.job_id = a.job_id and m.attempt = a.number and m.epoch = a.epoch
                group by m.job_id
            ), final as (
                select m.job_id, json_object_agg(m.name, m.value) as metrics
                from mine j join result_metric m on m.job_id = j.id group by m.job_id
            )
            select j.id, j.name, j.model, j.parameters, j.state, a.cluster, coalesce(a.epoch, 0) as epoch,
                coalesce(a.epochs, 0) as epochs, coalesce(past.attempts, 0) as attempts,
                coalesce(past.seconds, 0) as seconds, past.problem, r.model as digest, r.manifest,
                r.reused_job, r.reused_attempt, original.batch_id as reused_batch,
                latest.metrics as latest, final.metrics as final,
                coalesce(absence.attempts, past.attempts, 0) as judged_attempts,
                coalesce(absence.seconds, past.seconds, 0) as judged_seconds,
                (select b.expires_at from batch b where b.id = j.batch_id and b.expired_at is not null) as dropped
            from mine j
            left join attempt a on a.job_id = j.id and a.number = j.attempt
            left join past on past.job_id = j.id
            left join latest on latest.job_id = j.id
            left join result r on r.job_id = j.id
            left join job original on original.id = r.reused_job
            left join final on final.job_id = j.id
            left join absence on absence.job_id = j.id
            order by j.ordinal""";

    private JobLines() {}

    static List<History.Job> forPeople(Sql sql, BatchId batch) throws SQLException {
        return sql.list(QUERY, JobLines::forPeople, batch.value());
    }

    static List<Verdict.Job> forVerdict(Sql sql, BatchId batch) throws SQLException {
        return sql.list(QUERY, JobLines::forVerdict, batch.value());
    }

    private static History.Job forPeople(ResultSet row) throws SQLException {
        boolean done = row.getString("final") != null;
        String dropped = dropped(row);
        return new History.Job(
                new JobId(row.getString("id")),
                row.getString("name"),
                row.getString("model"),
                JobState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("epoch"),
                row.getInt("epochs"),
                Columns.numbers(row, done ? "final" : "latest"),
                row.getDouble("seconds"),
                row.getString("cluster"),
                dropped == null ? row.getString("problem") : dropped);
    }

    private static Verdict.Job forVerdict(ResultSet row) throws SQLException {
        JobState state = JobState.valueOf(row.getString("state"));
        return new Verdict.Job(
                new JobId(row.getString("id")),
                row.getString("name"),
                row.getString("model"),
                Columns.values(row, "parameters"),
                state,
                row.getInt("judged_attempts"),
                row.getDouble("judged_seconds"),
                Columns.numbers(row, "final"),
                row.getString("digest"),
                row.getString("manifest"),
                state == JobState.FAILED ? row.getString("problem") : dropped(row),
                Memory.reused(row));
    }

    /** Why it will not start (again), of those whose batch was late. */
    static @Nullable String dropped(ResultSet row) throws SQLException {
        Instant expiry = Columns.instantOrNull(row, "dropped");
        boolean late = expiry != null && row.getString("state").equals(JobState.CANCELLED.name());
        return late ? "dropped: its batch expired at " + expiry : null;
    }
}
