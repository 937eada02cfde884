package dev.muster.ledger;

import dev.muster.ledger.queue.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A job at the head of its lane, or near it; so many were read of each. */
record LaneHead(Key key, int depth, Candidate candidate) {
    static LaneHead of(ResultSet row) throws SQLException {
        String team = row.getString("team");
        int priority = row.getInt("priority");
        Candidate.Batch batch = new Candidate.Batch(
                row.getString("batch"),
                team,
                priority,
                Columns.instant(row, "queued_at"),
                row.getLong("number"),
                row.getObject("room", Integer.class));
        return new LaneHead(
                new Key(team, priority, row.getBoolean("accelerated")),
                row.getInt("depth"),
                new Candidate(row.getString("id"), batch, row.getInt("ordinal"), Columns.asks(row)));
    }

    record Key(String team, int priority, boolean accelerated) {}
}
