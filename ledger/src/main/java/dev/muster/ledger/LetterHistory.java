package dev.muster.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * All about one letter.
 *
 * @param letter as it came
 * @param state how it stands
 * @param deaths the first one first
 * @param patches the last one counts
 * @param redrives the first one first
 */
public record LetterHistory(
        DeadLetter letter, LetterState state, List<Death> deaths, List<Patch> patches, List<Redrive> redrives) {
    public LetterHistory {
        deaths = List.copyOf(deaths);
        patches = List.copyOf(patches);
        redrives = List.copyOf(redrives);
    }

    static LetterHistory read(Sql sql, String id, DeadLetter letter) throws SQLException {
        return new LetterHistory(
                letter,
                sql.one(
                                "select state from letter_standing where letter_id = ?",
                                row -> LetterState.valueOf(row.getString(1)),
                                id)
                        .orElseThrow(),
                sql.list(
                        "select * from death where letter_id = ? order by round, died_at",
                        row -> new Death(
                                Columns.instant(row, "died_at"),
                                row.getString("subscriber"),
                                row.getInt("status"),
                                row.getString("error"),
                                Fault.valueOf(row.getString("fault")),
                                row.getString("fingerprint")),
                        id),
                sql.list(
                        "select * from letter_patch where letter_id = ? order by number",
                        row -> new Patch(
                                Columns.instant(row, "patched_at"),
                                row.getString("who"),
                                row.getString("why"),
                                row.getBytes("data")),
                        id),
                sql.list(
                        "select * from letter_redrive where letter_id = ? order by round",
                        row -> new Redrive(
                                Columns.instant(row, "asked_at"), row.getString("who"), row.getString("why")),
                        id));
    }

    /** The data that would be sent: of the last patch, or as it came. */
    public byte[] data() {
        return patches.isEmpty()
                ? letter.data()
                : patches.get(patches.size() - 1).data();
    }

    /** The letter as it would be sent. */
    public DeadLetter current() {
        return new DeadLetter(letter.source(), letter.event(), letter.type(), letter.attributes(), data());
    }

    /** One death. */
    public record Death(Instant at, String subscriber, int status, String error, Fault fault, String fingerprint) {}

    /** Other data that it was given. */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
    public record Patch(Instant at, String who, String why, byte[] data) {}

    /** One try to send it again. */
    public record Redrive(Instant at, String who, String why) {}
}
