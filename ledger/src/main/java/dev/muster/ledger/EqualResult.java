package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
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
        return new EqualResult(
                new Attempt(
                        new BatchId(row.getString("batch_id")),
                        new JobId(row.getString("job_id")),
                        row.getInt("number")),
                row.getString("name"),
                Columns.instant(row, "ended_at"));
    }
}
