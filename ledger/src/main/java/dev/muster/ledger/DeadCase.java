package dev.muster.ledger;

import dev.muster.contract.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Something that died and lies here: a letter, or a failed job.
 *
 * @param id of the letter or the job
 * @param what died: the type of the event, or {@code BATCH/JOB} by names
 * @param where the subscriber, or the cluster
 * @param at when, the last time
 * @param fault whose
 * @param fingerprint common to all that died of the same
 * @param error as it was said
 * @param deaths how often it died, or how many attempts failed or were lost
 */
public record DeadCase(
        String id, String what, String where, Instant at, Fault fault, String fingerprint, String error, int deaths) {
    static DeadCase ofLetter(ResultSet row) throws SQLException {
        return new DeadCase(
                row.getString("id"),
                row.getString("type"),
                row.getString("subscriber"),
                Columns.instant(row, "died_at"),
                Fault.valueOf(row.getString("fault")),
                row.getString("fingerprint"),
                row.getString("error"),
                row.getInt("deaths"));
    }

    static DeadCase ofJob(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        Outcome.FailureKind kind = failure == null ? null : Outcome.FailureKind.valueOf(failure);
        Fault fault = Fault.of(kind);
        String error = row.getString("message");
        return new DeadCase(
                row.getString("id"),
                row.getString("batch") + "/" + row.getString("name"),
                row.getString("cluster"),
                Columns.instant(row, "ended_at"),
                fault,
                Fingerprint.of(fault, "job " + (kind == null ? "LOST" : kind), error),
                error,
                row.getInt("deaths"));
    }

    /** Whether it is a job. */
    public boolean job() {
        return id.startsWith("j-");
    }
}
