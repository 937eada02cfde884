package dev.muster.ledger;

import dev.muster.contract.BatchId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Who did what, when, to what, and why: written with every change, in its transaction; the database refuses edits. */
final class Audit {
    static final String VALIDATE = "validate";
    static final String TRAIN = "train";
    static final String AGGREGATE = "aggregate";
    static final String CONSOLE = "console";
    static final String USER = "user";

    private Audit() {}

    /** One line to be written. */
    record Note(String batch, String what, String subject, String why) {
        /** About a batch as a whole. */
        static Note of(BatchId batch, String what, String why) {
            return new Note(batch.value(), what, batch.value(), why);
        }
    }

    static void note(Sql sql, Instant at, String who, Note... notes) throws SQLException {
        note(sql, at, who, List.of(notes));
    }

    /** Writes lines; one that says for a second time that a result came late is left out. */
    static void note(Sql sql, Instant at, String who, Collection<Note> notes) throws SQLException {
        if (notes.isEmpty()) {
            return;
        }
        sql.later("""
                insert into audit_entry (at, who, what, subject, why, batch_id)
                select ?, ?, what, subject, why, (select id from batch where id = n.batch)
                from json_to_recordset(?::json) as n(batch text, what text, subject text, why text)
                on conflict (subject) where what = 'LATE' do nothing""", at, who, Sql.json(notes));
    }
}
