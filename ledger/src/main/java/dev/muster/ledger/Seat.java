package dev.muster.ledger;

import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Occupant;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An attempt that runs on a cluster, and whether it is stopping, or could. */
record Seat(Occupant occupant, boolean stopping, boolean mayStop) {
    static Seat of(ResultSet row) throws SQLException {
        Candidate.Batch batch = new Candidate.Batch(
                row.getString("batch_id"),
                row.getString("team"),
                row.getInt("priority"),
                Columns.instant(row, "queued_at"),
                row.getLong("accepted"),
                null);
        Occupant occupant = new Occupant(
                Columns.attempt(row),
                batch,
                Columns.asks(row),
                Columns.instant(row, "claimed_at"),
                row.getInt("times"));
        boolean stopping = row.getBoolean("stopping");
        return new Seat(occupant, stopping, row.getBoolean("may_stop") && !stopping);
    }
}
