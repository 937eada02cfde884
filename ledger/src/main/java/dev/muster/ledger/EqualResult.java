package dev.muster.ledger;

import dev.muster.contract.Attempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A result of an equal job.
 *
 * @param name of batch and job
 * @param ended when it was there
 */
public record EqualResult(Attempt attempt, String name, Instant ended) {
    static EqualResult of(ResultSet row) throws SQLException {
        return new EqualResult(Columns.attempt(row), row.getString("name"), Columns.instant(row, "ended_at"));
    }
}
