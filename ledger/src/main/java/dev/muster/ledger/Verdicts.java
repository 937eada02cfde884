package dev.muster.ledger;

import dev.muster.contract.Absence;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.JobId;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verdicts, taken apart into relations and put together again. */
final class Verdicts {
    private Verdicts() {}

    /** Puts a verdict together. */
    static Optional<Verdict> of(Sql sql, BatchId batch) throws SQLException {
        Optional<Head> found = sql.one("""
                select b.name, b.state, v.why, v.metric, v.best, v.model_name, v.model_version
                from verdict v join batch b on b.id = v.batch_id where b.id = ?""", Head::of, batch.value());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Head head = found.get();
        Promotion promoted = head.model == null
                ? null
                : Models.version(sql, head.model, head.version).orElse(null);
        List<Verdict.Job> jobs = JobLines.forVerdict(sql, batch);
        List<Absence> absent = absent(sql, batch);
        return Optional.of(new Verdict(
                batch,
                head.name,
                head.state,
                head.metric,
                new Coverage(jobs.size() - absent.size(), jobs.size(), head.why, absent),
                jobs,
                gates(sql, batch),
                head.best == null ? null : new JobId(head.best),
                promoted));
    }

    /** Puts a verdict together, with how it came about. */
    static Optional<Completion> completion(Sql sql, BatchId batch) throws SQLException {
        Optional<Verdict> verdict = of(sql, batch);
        return verdict.isEmpty()
                ? Optional.empty()
                : sql.one(
                        "select completed_at, cause from verdict where batch_id = ?",
                        row -> new Completion(
                                verdict.get(), Columns.instant(row, "completed_at"), row.getString("cause")),
                        batch.value());
    }

    /** Takes a verdict apart. */
    static void insert(Sql sql, Verdict verdict, String cause, Instant now) throws SQLException {
        Promotion promoted = verdict.promoted();
        JobId best = verdict.best();
        sql.later(
                """
                insert into verdict (batch_id, completed_at, cause, why, metric, best, model_name, model_version)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                verdict.batch().value(),
                now,
                cause,
                verdict.coverage().why(),
                verdict.metric().label(),
                best == null ? null : best.value(),
                promoted == null ? null : promoted.name(),
                promoted == null ? null : promoted.version());
        sql.later("""
                insert into gate_result (batch_id, ordinal, name, passed, detail)
                select ?, ordinality, name, passed, detail
                from rows from (json_to_recordset(?::json) as (name text, passed boolean, detail text))
                    with ordinality""", verdict.batch().value(), Sql.json(verdict.gates()));
        insertAbsent(sql, verdict);
    }

    private static void insertAbsent(Sql sql, Verdict verdict) throws SQLException {
        Map<JobId, Verdict.Job> jobs = verdict.jobs().stream().collect(Collectors.toMap(Verdict.Job::id, job -> job));
        List<AbsentRow> rows = verdict.coverage().absent().stream()
                .map(absence -> AbsentRow.of(absence, Objects.requireNonNull(jobs.get(absence.job()))))
                .toList();
        sql.later("""
                insert into absence (job_id, batch_id, fate, detail, attempts, seconds)
                select job, ?, fate, detail, attempts, seconds
                from json_to_recordset(?::json)
                    as a(job text, fate text, detail text, attempts integer, seconds double precision)""", verdict.batch().value(), Sql.json(rows));
    }

    private static List<Absence> absent(Sql sql, BatchId batch) throws SQLException {
        return sql.list(
                """
                select j.id, j.name, a.fate, a.detail from absence a join job j on j.id = a.job_id
                where a.batch_id = ? order by j.ordinal""",
                row -> new Absence(
                        new JobId(row.getString(1)),
                        row.getString(2),
                        Fate.valueOf(row.getString(3)),
                        row.getString(4)),
                batch.value());
    }

    private static List<Verdict.Gate> gates(Sql sql, BatchId batch) throws SQLException {
        return sql.list(
                "select name, passed, detail from gate_result where batch_id = ? order by ordinal",
                row -> new Verdict.Gate(row.getString(1), row.getBoolean(2), row.getString(3)),
                batch.value());
    }

    private record AbsentRow(JobId job, Fate fate, String detail, int attempts, double seconds) {
        static AbsentRow of(Absence absence, Verdict.Job job) {
            return new AbsentRow(absence.job(), absence.fate(), absence.detail(), job.attempts(), job.seconds());
        }
    }

    private record Head(
            String name,
            BatchState state,
            String why,
            Metric metric,
            @Nullable String best,
            @Nullable String model,
            int version) {
        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getString("name"),
                    BatchState.valueOf(row.getString("state")),
                    row.getString("why"),
                    Metric.of(row.getString("metric")),
                    row.getString("best"),
                    row.getString("model_name"),
                    row.getInt("model_version"));
        }
    }
}
