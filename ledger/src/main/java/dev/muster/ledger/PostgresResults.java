package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Results} on PostgreSQL. */
final class PostgresResults implements Results {
    private final Database database;
    private final Clock clock;

    PostgresResults(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Set<BatchId> record(List<JobResult> results) {
        if (results.isEmpty()) {
            return Set.of();
        }
        Instant now = clock.instant();
        database.write(sql -> {
            sql.byKey();
            List<Ending> endings = Memory.checked(sql, results).stream()
                    .map(result ->
                            new Ending(result.attempt(), new Ending.Reported(result.outcome(), result.seconds())))
                    .toList();
            List<Attempt> counted = Endings.apply(sql, endings, Audit.AGGREGATE, now);
            Set<Attempt> left =
                    new HashSet<>(results.stream().map(JobResult::attempt).toList());
            counted.forEach(left::remove);
            noteLate(sql, left, now);
            return counted;
        });
        // In their order: what follows is then the same wherever it runs.
        return results.stream()
                .map(result -> result.attempt().batch())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Notes those that are not merely delivered once more. */
    private static void noteLate(Sql sql, Set<Attempt> attempts, Instant now) throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        List<Audit.Note> late = sql.list(
                """
                select n.batch, n.job, n.number, a.state
                from json_to_recordset(?::json) as n(batch text, job text, number integer)
                left join job j on j.id = n.job and j.batch_id = n.batch
                left join attempt a on a.job_id = j.id and a.number = n.number
                where a.state is null or a.state in ('LOST', 'HANDED_BACK')""",
                row -> new Audit.Note(
                        row.getString("batch"),
                        "LATE",
                        row.getString("job") + "/attempt-" + row.getInt("number"),
                        "a result, but the attempt is "
                                + (row.getString("state") == null ? "unknown" : row.getString("state"))),
                Sql.json(attempts.stream().map(Name::of).toList()));
        Audit.note(sql, now, Audit.AGGREGATE, late);
    }

    @Override
    public void progress(List<JobProgress> progress, Duration lease) {
        if (progress.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        database.write(sql -> {
            sql.byKey();
            String rows = Sql.json(progress.stream().map(Step::of).toList());
            renew(sql, rows, now.plus(lease));
            insertEpochs(sql, rows);
            return progress.size();
        });
    }

    private static void renew(Sql sql, String rows, Instant until) throws SQLException {
        sql.later("""
                with said as (
                    select job, number, max(epoch) as epoch, max(epochs) as epochs, max(seconds) as seconds
                    from json_to_recordset(?::json)
                        as s(job text, number integer, epoch integer, epochs integer, seconds double precision)
                    group by job, number
                ), alive as materialized (
                    select a.job_id, a.number from attempt a join said s on s.job = a.job_id and s.number = a.number
                    where a.state = 'RUNNING' order by a.job_id for no key update of a
                )
                update attempt a set lease_until = greatest(a.lease_until, ?), epoch = greatest(a.epoch, s.epoch),
                    epochs = s.epochs, seconds = greatest(a.seconds, s.seconds)
                from alive l join said s on s.job = l.job_id and s.number = l.number
                where a.job_id = l.job_id and a.number = l.number""", rows, until);
    }

    /** Also of an attempt whose result overtook its last epochs, but of none that was lost. */
    private static void insertEpochs(Sql sql, String rows) throws SQLException {
        sql.later("""
                insert into epoch (job_id, attempt, epoch, seconds)
                select s.job, s.number, s.epoch, s.seconds
                from json_to_recordset(?::json)
                    as s(job text, number integer, epoch integer, seconds double precision, metrics json)
                join attempt a on a.job_id = s.job and a.number = s.number
                where s.metrics::text <> '{}' and a.state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED')
                order by s.job, s.number, s.epoch
                on conflict do nothing""", rows);
        sql.later("""
                insert into metric (job_id, attempt, epoch, name, value)
                select s.job, s.number, s.epoch, m.key, m.value::double precision
                from json_to_recordset(?::json) as s(job text, number integer, epoch integer, metrics json)
                join epoch e on e.job_id = s.job and e.attempt = s.number and e.epoch = s.epoch
                cross join json_each_text(s.metrics) m
                order by s.job, s.number, s.epoch, m.key
                on conflict do nothing""", rows);
    }

    private record Step(String job, int number, int epoch, int epochs, Map<String, Double> metrics, double seconds) {
        static Step of(JobProgress said) {
            return new Step(
                    said.attempt().job().value(),
                    said.attempt().number(),
                    said.epoch(),
                    said.epochs(),
                    said.metrics(),
                    said.seconds());
        }
    }
}
