package dev.muster.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the audit once, page by page, and notes everything that is not as it was sealed. */
final class ChainReading {
    private static final int FINDINGS = 1_000;

    private final Sql sql;
    private final int page;
    private final List<Verification.Finding> findings = new ArrayList<>();
    private long found;
    private long position;
    private long before;
    private @Nullable String digest = "";

    ChainReading(Sql sql, int page) {
        this.sql = sql;
        this.page = page;
    }

    /** How the subject of an entry names a checkpoint. */
    static String checkpoint(long position) {
        return "position " + position;
    }

    static long unsealed(Sql sql) throws SQLException {
        return sql.one(
                        "select count(*) from audit_entry e where not exists"
                                + " (select from audit_link l where l.entry = e.number)",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    Verification verify(Optional<ChainHead> recorded) throws SQLException {
        Verification.Pruned pruned = beginning();
        long entries = 0;
        for (List<Linked> links = next(); !links.isEmpty(); links = next()) {
            links.forEach(this::compare);
            entries += links.size();
        }
        ChainTip tip = ChainTip.of(sql);
        insertions(tip);
        if (recorded.isPresent()) {
            contains(recorded.get(), pruned);
        }
        return new Verification(entries, unsealed(sql), tip.head(), pruned, findings, found);
    }

    private Verification.@Nullable Pruned beginning() throws SQLException {
        Optional<Verification.Pruned> pruned = sql.one(
                "select position, entry, digest, pruned_at from audit_checkpoint order by position desc limit 1",
                row -> new Verification.Pruned(
                        row.getLong("position"),
                        row.getLong("entry"),
                        row.getString("digest"),
                        Columns.instant(row, "pruned_at")));
        if (pruned.isPresent()) {
            position = pruned.get().entries();
            before = pruned.get().last();
            digest = pruned.get().digest();
            requireAccountOf(pruned.get());
        }
        return pruned.orElse(null);
    }

    /** Whoever cuts the beginning off and writes a checkpoint would have to put an entry into the chain as well. */
    private void requireAccountOf(Verification.Pruned pruned) throws SQLException {
        boolean told = sql.one(
                        "select number from audit_entry where what = 'PRUNED' and subject = ? and right(why, ?) = ?",
                        row -> row.getLong(1),
                        checkpoint(pruned.entries()),
                        pruned.digest().length(),
                        pruned.digest())
                .isPresent();
        if (!told) {
            find(pruned.last(), "all up to entry " + pruned.last() + " is gone, and no entry PRUNED says so");
        }
    }

    private List<Linked> next() throws SQLException {
        return sql.list("""
                select l.position, l.entry, l.digest, e.txid, e.number, e.at, e.who, e.what, e.subject, e.why, e.batch_id
                from audit_link l left join audit_entry e on e.number = l.entry
                where l.position > ? order by l.position limit ?""", Linked::of, position, page);
    }

    private void compare(Linked link) {
        if (link.position != position + 1) {
            find(
                    link.number,
                    "the links at positions " + (position + 1) + " to " + (link.position - 1)
                            + " were removed: what stood between entries " + before + " and " + link.number);
            digest = null;
        }
        if (link.entry == null) {
            find(link.number, "entry " + link.number + " was removed");
        } else if (digest != null && !link.entry.digest(digest).equals(link.digest)) {
            find(
                    link.number,
                    "entry " + link.number + " was changed: it is not what was sealed "
                            + (before == 0 ? "first" : "after entry " + before));
        }
        position = link.position;
        before = link.number;
        digest = link.digest;
    }

    /** All that a transaction wrote is linked at once with, or before, what later transactions wrote. */
    private void insertions(ChainTip tip) throws SQLException {
        sql.list("""
                        select e.number from audit_entry e
                        where (e.txid, e.number) < (?, ?)
                            and not exists (select from audit_link l where l.entry = e.number)
                        order by e.number""", row -> row.getLong(1), tip.txid(), tip.number())
                .forEach(number -> find(
                        number,
                        "entry " + number + " was inserted: it was not there when entry " + tip.number()
                                + " was sealed, and its place is before that"));
    }

    private void contains(ChainHead head, Verification.@Nullable Pruned pruned) throws SQLException {
        if (pruned != null && head.position() < pruned.entries()) {
            find(0, "position " + head.position() + " was pruned, so the head recorded there cannot be compared");
            return;
        }
        Optional<String> there = pruned != null && head.position() == pruned.entries()
                ? Optional.of(pruned.digest())
                : sql.one("select digest from audit_link where position = ?", row -> row.getString(1), head.position());
        if (there.isEmpty()) {
            find(
                    0,
                    "the end was cut off: the chain ends at position " + position + ", and the recorded head is at "
                            + head.position());
        } else if (!there.get().equals(head.digest())) {
            find(0, "the chain was made anew: at position " + head.position() + " it has " + there.get());
        }
    }

    private void find(long entry, String what) {
        found++;
        if (findings.size() < FINDINGS) {
            findings.add(new Verification.Finding(entry, what));
        }
    }

    private record Linked(
            long position,
            long number,
            String digest,
            @Nullable ChainEntry entry) {
        static Linked of(ResultSet row) throws SQLException {
            long number = row.getLong("entry");
            boolean there = row.getObject("number") != null;
            return new Linked(
                    row.getLong("position"), number, row.getString("digest"), there ? ChainEntry.of(row) : null);
        }
    }
}
