package dev.muster.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.Json;
import dev.muster.ledger.queue.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns whose Java form is not JDBC's. */
final class Columns {
    private Columns() {}

    /** A {@code timestamptz} that is never null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A {@code timestamptz}. */
    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** An attempt, in the columns {@code batch_id}, {@code job_id} and {@code number}. */
    static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                new BatchId(row.getString("batch_id")), new JobId(row.getString("job_id")), row.getInt("number"));
    }

    /** What one job asks for, in the columns {@code cpus} and {@code gpus}. */
    static Usage asks(ResultSet row) throws SQLException {
        return new Usage(1, row.getLong("cpus"), row.getLong("gpus"));
    }

    /** A JSON object of numbers; null reads as none. */
    static Map<String, Double> numbers(ResultSet row, String column) throws SQLException {
        return map(row, column, new TypeReference<>() {});
    }

    /** A JSON object of counts; null reads as none. */
    static Map<String, Long> counts(ResultSet row, String column) throws SQLException {
        return map(row, column, new TypeReference<>() {});
    }

    /** A JSON object of anything; null reads as none. */
    static Map<String, Object> values(ResultSet row, String column) throws SQLException {
        return map(row, column, new TypeReference<>() {});
    }

    private static <T> Map<String, T> map(ResultSet row, String column, TypeReference<Map<String, T>> type)
            throws SQLException {
        String json = row.getString(column);
        try {
            return json == null ? Map.of() : Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new SQLException("column " + column + " holds no such JSON", e);
        }
    }
}
