package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verdicts, taken apart into relations and put together again. */
final class Verdicts {
    private Verdicts() {}

    /** Puts a verdict together. */
    static Optional<Verdict> of(Sql sql, BatchId batch) throws SQLException {
        Optional<Head> found = sql.one("""
                select b.name, b.state, v.metric, v.best, v.model_name, v.model_version
                from verdict v join batch b on b.id = v.batch_id where b.id = ?""", Head::of, batch.value());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Head head = found.get();
        Promotion promoted = head.model == null
                ? null
                : Models.version(sql, head.model, head.version).orElse(null);
        return Optional.of(new Verdict(
                batch,
                head.name,
                head.state,
                head.metric,
                JobLines.forVerdict(sql, batch),
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
        sql.change(
                """
                insert into verdict (batch_id, completed_at, cause, metric, best, model_name, model_version)
                values (?, ?, ?, ?, ?, ?, ?)""",
                verdict.batch().value(),
                now,
                cause,
                verdict.metric().label(),
                best == null ? null : best.value(),
                promoted == null ? null : promoted.name(),
                promoted == null ? null : promoted.version());
        sql.change("""
                insert into gate_result (batch_id, ordinal, name, passed, detail)
                select ?, ordinality, name, passed, detail
                from rows from (json_to_recordset(?::json) as (name text, passed boolean, detail text))
                    with ordinality""", verdict.batch().value(), Sql.json(verdict.gates()));
    }

    private static List<Verdict.Gate> gates(Sql sql, BatchId batch) throws SQLException {
        return sql.list(
                "select name, passed, detail from gate_result where batch_id = ? order by ordinal",
                row -> new Verdict.Gate(row.getString(1), row.getBoolean(2), row.getString(3)),
                batch.value());
    }

    private record Head(
            String name,
            BatchState state,
            Metric metric,
            @Nullable String best,
            @Nullable String model,
            int version) {
        static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getString("name"),
                    BatchState.valueOf(row.getString("state")),
                    Metric.of(row.getString("metric")),
                    row.getString("best"),
                    row.getString("model_name"),
                    row.getInt("model_version"));
        }
    }
}
