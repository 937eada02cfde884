package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Promoted models. */
final class Models {
    private static final String QUERY = """
            select m.name, m.version, m.job_id, r.model, r.manifest, m.metric, v.value
            from model m
            join result r on r.job_id = m.job_id
            join result_metric v on v.job_id = m.job_id and v.name = m.metric
            """;

    private Models() {}

    static List<Promotion> all(Sql sql) throws SQLException {
        return sql.list(QUERY + "order by m.promoted_at desc, m.name, m.version desc", Models::promotion);
    }

    static Optional<Promotion> current(Sql sql, @Nullable String name) throws SQLException {
        return sql.one(QUERY + "where m.name = ? order by m.version desc limit 1", Models::promotion, name);
    }

    /** The newest one that is of another batch. */
    static Optional<Promotion> rival(Sql sql, @Nullable String name, BatchId batch) throws SQLException {
        return sql.one(
                QUERY + "where m.name = ? and not exists (select from job where id = m.job_id and batch_id = ?)"
                        + " order by m.version desc limit 1",
                Models::promotion,
                name,
                batch.value());
    }

    static Optional<Promotion> version(Sql sql, String name, int version) throws SQLException {
        return sql.one(QUERY + "where m.name = ? and m.version = ?", Models::promotion, name, version);
    }

    /**
     * Adds a version, unless it is this job's already: the batch was resumed, and its best model is still the same.
     *
     * @throws LedgerException when another batch added it meanwhile: the gates were judged against an older model
     */
    static void promote(Sql sql, Promotion promotion, Instant now) throws SQLException {
        // Whoever else promotes under this name waits here, and then finds the version taken.
        int added = sql.change(
                """
                insert into model (name, version, job_id, metric, promoted_at)
                select ?, ?, ?, ?, ? where ? = 1 + coalesce((select max(version) from model where name = ?), 0)
                on conflict (name, version) do nothing""",
                promotion.name(),
                promotion.version(),
                promotion.job().value(),
                promotion.metric().label(),
                now,
                promotion.version(),
                promotion.name());
        boolean known = added == 0
                && current(sql, promotion.name())
                        .filter(newest -> newest.version() == promotion.version()
                                && newest.job().equals(promotion.job()))
                        .isPresent();
        if (added == 0 && !known) {
            throw LedgerException.outrun(promotion.name(), promotion.version());
        }
    }

    private static Promotion promotion(ResultSet row) throws SQLException {
        return new Promotion(
                row.getString("name"),
                row.getInt("version"),
                new JobId(row.getString("job_id")),
                row.getString("model"),
                row.getString("manifest"),
                Metric.of(row.getString("metric")),
                row.getDouble("value"));
    }
}
