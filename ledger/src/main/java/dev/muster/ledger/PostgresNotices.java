package dev.muster.ledger;

import dev.muster.contract.BatchId;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Notices} on PostgreSQL. */
final class PostgresNotices implements Notices {
    private final Database database;
    private final Clock clock;

    PostgresNotices(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that a verdict is to be told, if its batch names an address. */
    static void open(Sql sql, BatchId batch, Instant now) throws SQLException {
        sql.later(
                "insert into notice (batch_id, due_at) select id, ? from batch where id = ? and notify_url is not null",
                now,
                batch.value());
    }

    @Override
    public List<Notice> take(int limit, Duration hold, Optional<BatchId> only) {
        Instant now = clock.instant();
        String batch = only.map(BatchId::value).orElse(null);
        return database.write(sql -> {
            List<Taken> taken = sql.list(
                    """
                    with taken as (
                        update notice set tries = tries + 1, due_at = ?
                        where batch_id in (
                            select batch_id from notice where ended_at is null and due_at <= ?
                                and (?::text is null or batch_id = ?)
                            order by due_at limit ? for update skip locked)
                        returning batch_id, tries
                    )
                    select b.id, b.notify_url, t.tries from taken t join batch b on b.id = t.batch_id
                    order by b.number""",
                    row -> new Taken(new BatchId(row.getString(1)), URI.create(row.getString(2)), row.getInt(3)),
                    now.plus(hold),
                    now,
                    batch,
                    batch,
                    limit);
            List<Notice> notices = new ArrayList<>();
            for (Taken each : taken) {
                Verdicts.completion(sql, each.batch)
                        .ifPresent(completion -> notices.add(new Notice(each.url, each.tries, completion)));
            }
            return notices;
        });
    }

    @Override
    public void delivered(BatchId batch) {
        end(batch, "NOTIFIED", "its verdict was delivered");
    }

    @Override
    public void again(BatchId batch, Duration wait) {
        Instant due = clock.instant().plus(wait);
        database.write(sql ->
                sql.change("update notice set due_at = ? where batch_id = ? and ended_at is null", due, batch.value()));
    }

    @Override
    public void giveUp(BatchId batch, String why) {
        end(batch, "NOT_NOTIFIED", why);
    }

    private void end(BatchId batch, String what, String why) {
        Instant now = clock.instant();
        database.write(sql -> {
            int ended = sql.change(
                    "update notice set ended_at = ? where batch_id = ? and ended_at is null", now, batch.value());
            if (ended > 0) {
                Audit.note(sql, now, Audit.AGGREGATE, Audit.Note.of(batch, what, why));
            }
            return ended;
        });
    }

    @Override
    public boolean pending(BatchId batch) {
        Optional<String> open = database.read(sql -> sql.one(
                "select batch_id from notice where batch_id = ? and ended_at is null",
                row -> row.getString(1),
                batch.value()));
        return open.isPresent();
    }

    private record Taken(BatchId batch, URI url, int tries) {}
}
