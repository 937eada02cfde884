package dev.muster.ledger;

import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Forecast;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A batch that waits. */
record WaitingBatch(
        Candidate head,
        String name,
        int jobs,
        int due,
        Instant soonest,
        int running,
        @Nullable Integer limit,
        String like,
        @Nullable String stoppedFor) {
    static WaitingBatch of(ResultSet row) throws SQLException {
        Candidate.Batch batch = new Candidate.Batch(
                row.getString("id"),
                row.getString("team"),
                row.getInt("priority"),
                Columns.instant(row, "queued_at"),
                row.getLong("number"),
                null);
        return new WaitingBatch(
                new Candidate(row.getString("head"), batch, row.getInt("ordinal"), Columns.asks(row)),
                row.getString("name"),
                row.getInt("jobs"),
                row.getInt("due"),
                Columns.instant(row, "soonest"),
                row.getInt("running"),
                row.getObject("running_limit", Integer.class),
                row.getString("alike"),
                row.getString("stopped_for"));
    }

    String id() {
        return head.batch().id();
    }

    String team() {
        return head.batch().team();
    }

    int priority() {
        return head.batch().priority();
    }

    Instant since() {
        return head.batch().since();
    }

    long number() {
        return head.batch().number();
    }

    /** Whether it runs as many jobs as it may. */
    boolean full() {
        return limit != null && running >= limit;
    }

    /** As the forecast wants it. */
    Forecast.Waiting forecast(Map<String, Measured> measured) {
        Measured before = measured.get(like);
        return new Forecast.Waiting(head, due, limit, before == null ? null : before.mean());
    }
}
