package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link Intake} on PostgreSQL. */
final class PostgresIntake implements Intake {
    private final Database database;
    private final Clock clock;

    PostgresIntake(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin) {
        Instant now = clock.instant();
        return database.write(sql -> {
            boolean fresh = SpecWriter.insert(sql, id, spec, now);
            if (fresh) {
                Profiles.insert(sql, id, profiles);
                String why = "event " + cause + " from " + origin + "; jobs queued: "
                        + spec.jobs().size();
                Audit.note(sql, now, Audit.VALIDATE, Audit.Note.of(id, "ACCEPTED", why));
            }
            sql.later("""
                    insert into received_event (origin, cause, received_at, batch_id) values (?, ?, ?, ?)
                    on conflict (origin, cause) do update set batch_id = excluded.batch_id
                    where received_event.batch_id is null""", origin, cause, now, id.value());
            BatchState state = sql.list(
                            "select state from batch where id = ?",
                            row -> BatchState.valueOf(row.getString(1)),
                            id.value())
                    .get(0);
            return new Acceptance(fresh, state);
        });
    }

    @Override
    public void refuse(String cause, String origin, List<Problem> problems) {
        Instant now = clock.instant();
        database.write(sql -> {
            Optional<Long> event = sql.one("""
                    insert into received_event (origin, cause, received_at) values (?, ?, ?)
                    on conflict do nothing returning number""", row -> row.getLong(1), origin, cause, now);
            if (event.isPresent()) {
                insertProblems(sql, event.get(), problems);
                Audit.note(
                        sql,
                        now,
                        Audit.VALIDATE,
                        new Audit.Note("", "REFUSED", "event " + cause + " from " + origin, count(problems)));
            }
            return event.isPresent();
        });
    }

    private static String count(List<Problem> problems) {
        return problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    }

    private static void insertProblems(Sql sql, long event, List<Problem> problems) throws SQLException {
        sql.later("""
                insert into problem (event, ordinal, place, line, col, message, fix)
                select ?, ordinality, place, line, "column", message, fix
                from rows from (json_to_recordset(?::json)
                    as (place text, line integer, "column" integer, message text, fix text)) with ordinality""", event, Sql.json(problems));
    }
}
