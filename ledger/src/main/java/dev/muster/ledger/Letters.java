package dev.muster.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Dead letters: kept, looked at, patched, redriven. */
public final class Letters {
    private static final int SHORT = 200;

    private final Database database;
    private final Clock clock;

    Letters(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a letter and how it died; idempotent. An event that died before and was redriven is the same letter, with
     * one more death.
     *
     * @return false when this death was known
     */
    public boolean bury(DeadLetter letter, Death death) {
        Instant now = clock.instant();
        return database.write(sql -> {
            sql.later(
                    """
                    insert into dead_letter (id, source, event, type, attributes, data) values (?, ?, ?, ?, ?::json, ?)
                    on conflict (id) do nothing""",
                    letter.id(),
                    letter.source(),
                    letter.event(),
                    letter.type(),
                    Sql.json(letter.attributes()),
                    letter.data());
            lock(sql, List.of(letter.id()));
            boolean fresh = insert(sql, letter, death, now);
            if (fresh) {
                String why = death.subscriber() + " answered " + death.status() + ": " + death.error();
                Audit.note(
                        sql,
                        now,
                        Audit.CONSOLE,
                        note(letter.id(), "DIED", why.substring(0, Math.min(why.length(), SHORT))));
            }
            return fresh;
        });
    }

    private static boolean insert(Sql sql, DeadLetter letter, Death death, Instant now) throws SQLException {
        return sql.change(
                        """
                        insert into death (letter_id, round, subscriber, died_at, status, error, fault, fingerprint)
                        select letter_id, round, ?, ?, ?, ?, ?, ? from letter_standing where letter_id = ?
                        on conflict do nothing""",
                        death.subscriber(),
                        now,
                        death.status(),
                        death.error(),
                        death.fault().name(),
                        death.fingerprint(letter.type()),
                        letter.id())
                == 1;
    }

    /** Letters are changed in the order of their ids, so that no two callers wait for each other. */
    private static void lock(Sql sql, Collection<String> letters) throws SQLException {
        sql.later(
                "select count(*) from (select from dead_letter where id = any(?) order by id for no key update) d",
                letters);
    }

    /**
     * Gives a letter other data; what it came with is kept.
     *
     * @return false when there is no such letter, or it is not dead
     */
    public boolean patch(String letter, byte[] data, String who, String why) {
        Instant now = clock.instant();
        return database.write(sql -> {
            lock(sql, List.of(letter));
            boolean patched = sql.change("""
                            insert into letter_patch (letter_id, number, patched_at, who, why, data)
                            select letter_id, 1 + coalesce((select max(number) from letter_patch where letter_id = s.letter_id), 0),
                                ?, ?, ?, ?
                            from letter_standing s where letter_id = ? and state = 'DEAD'""", now, who, why, data, letter) == 1;
            if (patched) {
                Audit.note(sql, now, who, note(letter, "PATCHED", why));
            }
            return patched;
        });
    }

    /**
     * Takes letters to send them to the broker again, each with the data that counts; of those taken before only the
     * ones that nobody said were {@link #sent}. Sending one twice does no harm: it is the same event.
     *
     * @return those that are to be sent, the oldest first
     */
    public List<DeadLetter> redrive(Collection<String> letters, String who, String why) {
        Instant now = clock.instant();
        return database.write(sql -> {
            lock(sql, letters);
            List<String> taken = sql.list("""
                    insert into letter_redrive (letter_id, round, asked_at, who, why)
                    select letter_id, round + 1, ?, ?, ? from letter_standing where letter_id = any(?) and state = 'DEAD'
                    returning letter_id""", row -> row.getString(1), now, who, why, letters);
            Audit.note(
                    sql,
                    now,
                    who,
                    taken.stream().map(id -> note(id, "REDRIVEN", why)).toList());
            return sql.list("""
                    select l.source, l.event, l.type, l.attributes, coalesce(
                        (select p.data from letter_patch p where p.letter_id = l.id order by p.number desc limit 1),
                        l.data) as data
                    from dead_letter l join letter_standing s on s.letter_id = l.id
                    where l.id = any(?) and s.state = 'SENDING' order by l.number""", Letters::letter, letters);
        });
    }

    /** The broker has it. */
    public void sent(DeadLetter letter) {
        Instant now = clock.instant();
        database.write(sql -> sql.change(
                "update letter_redrive set sent_at = ? where letter_id = ? and sent_at is null", now, letter.id()));
    }

    /** What lies here since a moment, and is not on its way again: one case for each letter, with its last death. */
    public List<DeadCase> cases(Instant since) {
        return database.read(sql -> sql.list("""
                select l.id, l.type, d.subscriber, d.died_at, d.fault, d.fingerprint, d.error, s.state,
                    (select count(*) from death n where n.letter_id = l.id) as deaths
                from (select distinct letter_id from death where died_at >= ?) lately
                join dead_letter l on l.id = lately.letter_id join letter_standing s on s.letter_id = l.id
                cross join lateral (
                    select * from death d where d.letter_id = l.id order by d.round desc, d.died_at desc limit 1) d
                where s.state <> 'REDRIVEN' and d.died_at >= ? order by l.number""", DeadCase::ofLetter, since, since));
    }

    /** All about one letter. */
    public Optional<LetterHistory> letter(String id) {
        return database.read(sql -> {
            Optional<DeadLetter> came = sql.one("select * from dead_letter where id = ?", Letters::letter, id);
            return came.isEmpty() ? Optional.empty() : Optional.of(LetterHistory.read(sql, id, came.get()));
        });
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        Map<String, String> attributes = new TreeMap<>();
        Columns.values(row, "attributes").forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        byte[] data = row.getBytes("data");
        return new DeadLetter(
                row.getString("source"),
                row.getString("event"),
                row.getString("type"),
                attributes,
                data == null ? new byte[0] : data);
    }

    private static Audit.Note note(String letter, String what, String why) {
        return new Audit.Note("", what, letter, why);
    }
}
