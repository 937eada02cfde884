package dev.muster.ledger;

import dev.muster.ledger.queue.Forecast;
import dev.muster.ledger.queue.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** An attempt that runs. */
record RunningJob(String cluster, String batch, String team, Usage asks, Duration done, double part, String like) {
    static RunningJob of(ResultSet row) throws SQLException {
        int epochs = row.getInt("epochs");
        return new RunningJob(
                row.getString("cluster"),
                row.getString("batch_id"),
                row.getString("team"),
                Columns.asks(row),
                Duration.ofMillis(Math.round(1000 * row.getDouble("seconds"))),
                epochs == 0 ? 0 : (double) row.getInt("epoch") / epochs,
                row.getString("alike"));
    }

    /** Whether it has begun; until then it waits inside its cluster. */
    boolean begun() {
        return !done.isZero() || part > 0;
    }

    /** As the forecast wants one that waits inside its cluster. */
    Forecast.Inside inside(Map<String, Measured> measured) {
        Measured before = measured.get(like);
        return new Forecast.Inside(batch, team, asks, before == null ? null : before.mean());
    }

    /** It ends when its own epochs say so; before the first of them, when others like it did. */
    Forecast.Running forecast(Map<String, Measured> measured, Instant now) {
        Measured before = measured.get(like);
        Instant end = null;
        if (part > 0) {
            end = now.plusMillis(Math.round(done.toMillis() * (1 - part) / part));
        } else if (before != null) {
            end = now.plus(before.mean()).minus(done);
        }
        return new Forecast.Running(batch, team, asks, end == null || end.isAfter(now) ? end : now);
    }
}
