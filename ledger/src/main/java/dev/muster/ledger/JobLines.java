package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The jobs of a batch, each in one line, for people and for verdicts. */
final class JobLines {
    /** Times are summed in order, so that the same attempts always give the same last digit. */
    private static final String QUERY = """
            select j.id, j.name, j.model, j.parameters, j.state, a.cluster, coalesce(a.epoch, 0) as epoch,
                coalesce(a.epochs, 0) as epochs, past.attempts, past.seconds, past.problem, r.model as digest, r.manifest,
                (select json_object_agg(m.name, m.value) from result_metric m where m.job_id = j.id) as final,
                (select json_object_agg(m.name, m.value) from metric m
                    where m.job_id = j.id and m.attempt = j.attempt and m.epoch = a.epoch) as latest
            from job j
            left join attempt a on a.job_id = j.id and a.number = j.attempt
            left join result r on r.job_id = j.id
            cross join lateral (
                select count(*) filter (where p.state <> 'HANDED_BACK') as attempts,
                    coalesce(sum(p.seconds order by p.number), 0) as seconds,
                    (array_agg(p.message order by p.number desc) filter (where p.message is not null))[1] as problem
                from attempt p where p.job_id = j.id) past
            where j.batch_id = ? order by j.ordinal""";

    private JobLines() {}

    static List<History.Job> forPeople(Sql sql, BatchId batch) throws SQLException {
        return sql.list(QUERY, JobLines::forPeople, batch.value());
    }

    static List<Verdict.Job> forVerdict(Sql sql, BatchId batch) throws SQLException {
        return sql.list(QUERY, JobLines::forVerdict, batch.value());
    }

    private static History.Job forPeople(ResultSet row) throws SQLException {
        boolean done = row.getString("final") != null;
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
                row.getString("problem"));
    }

    private static Verdict.Job forVerdict(ResultSet row) throws SQLException {
        JobState state = JobState.valueOf(row.getString("state"));
        return new Verdict.Job(
                new JobId(row.getString("id")),
                row.getString("name"),
                row.getString("model"),
                Columns.values(row, "parameters"),
                state,
                row.getInt("attempts"),
                row.getDouble("seconds"),
                Columns.numbers(row, "final"),
                row.getString("digest"),
                row.getString("manifest"),
                state == JobState.FAILED ? row.getString("problem") : null);
    }
}
