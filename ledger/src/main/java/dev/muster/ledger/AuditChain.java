package dev.muster.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The audit as a chain: each entry is linked to the one before by a digest over both, so that none can be changed,
 * removed or put in between unnoticed. Writers know nothing of it; what they committed is sealed a moment later.
 */
public final class AuditChain {
    private static final int PAGE = 5_000;

    /**
     * What is committed and not yet linked, in the order of the chain. Transactions below the horizon have all ended,
     * so nothing can come in before these any more; those at or above the horizon's upper end ran on another server,
     * which this database was restored from, and come first. Either is read in the order of its index and no further
     * than asked for, so that a long backlog is read once and not once for each page.
     */
    private static final String UNSEALED = """
            (select %1$s, 1 as server from audit_entry e
            where (e.txid, e.number) > (?, ?)
                and e.txid >= (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint) and %2$s
            order by e.txid, e.number limit ?)
            union all
            (select %1$s, 2 as server from audit_entry e
            where (e.txid, e.number) > (?, ?)
                and e.txid < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint) and %2$s
            order by e.txid, e.number limit ?)
            order by server, txid, number limit ?""".formatted(
                    "e.txid, e.number, e.at, e.who, e.what, e.subject, e.why, e.batch_id",
                    "(select l.entry from audit_link l where l.entry = e.number) is null");

    private final Database database;
    private final Clock clock;

    AuditChain(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Links what was committed since the last time; of several callers one does it, the others go on.
     *
     * @return how many entries were linked
     */
    public int seal() {
        return seal("select pg_try_advisory_xact_lock('audit_link'::regclass::oid::bigint)", "off");
    }

    /** As {@link #seal()}, but certainly, and on disk when it returns. */
    private int sealNow() {
        return seal("select pg_advisory_xact_lock('audit_link'::regclass::oid::bigint) is not null", "on");
    }

    private int seal(String lock, String synchronousCommit) {
        int all = 0;
        int page = PAGE;
        while (page == PAGE) {
            page = database.write(sql ->
                    sql.one(lock, row -> row.getBoolean(1)).orElseThrow() ? sealPage(sql, synchronousCommit) : 0);
            all += page;
        }
        return all;
    }

    private static int sealPage(Sql sql, String synchronousCommit) throws SQLException {
        ChainTip tip = ChainTip.of(sql);
        List<ChainEntry> entries = sql.list(
                UNSEALED, ChainEntry::of, tip.txid(), tip.number(), PAGE, tip.txid(), tip.number(), PAGE, PAGE);
        if (entries.isEmpty()) {
            return 0;
        }
        List<Link> links = new ArrayList<>();
        Link last = new Link(tip.head().position(), 0, tip.head().digest());
        for (ChainEntry entry : entries) {
            last = new Link(last.position + 1, entry.number(), entry.digest(last.digest));
            links.add(last);
        }
        // What a crash takes back is linked again, and comes to the same digests: no need to wait for the disk.
        sql.list("select set_config('synchronous_commit', ?, true)", row -> row.getString(1), synchronousCommit);
        return sql.change("""
                insert into audit_link (position, entry, digest)
                select position, entry, digest
                from json_to_recordset(?::json) as l(position bigint, entry bigint, digest text)""", Sql.json(links));
    }

    /**
     * Compares every entry with its link, then seals what is not yet.
     *
     * @param recorded a head that was noted elsewhere earlier: the chain has to contain it
     */
    public Verification verify(Optional<ChainHead> recorded) {
        Verification verification = database.read(sql -> new ChainReading(sql, PAGE).verify(recorded));
        if (!verification.sound()) {
            return verification;
        }
        sealNow();
        return database.read(sql -> verification.at(ChainTip.of(sql).head(), ChainReading.unsealed(sql)));
    }

    /**
     * Removes the oldest entries, as far as all of them were written before a moment and are sealed; at least one
     * stays. What is not sound is not pruned: it is evidence.
     *
     * @param who asked for it
     * @return how it stood before, and how many entries were removed
     */
    public Pruning prune(Instant before, String who) {
        Verification verification = verify(Optional.empty());
        return new Pruning(verification, verification.sound() ? database.write(sql -> prune(sql, before, who)) : 0);
    }

    private long prune(Sql sql, Instant before, String who) throws SQLException {
        sql.list("select pg_advisory_xact_lock('audit_link'::regclass::oid::bigint)", row -> true);
        Instant now = clock.instant();
        Optional<Link> last = sql.one("""
                insert into audit_checkpoint (position, entry, digest, pruned_at)
                select l.position, l.entry, l.digest, ?
                from audit_link l
                where l.position = (
                    select least(min(k.position) filter (where e.at >= ?), max(k.position)) - 1
                    from audit_link k join audit_entry e on e.number = k.entry)
                returning position, entry, digest""", Link::of, now, before);
        if (last.isEmpty()) {
            return 0;
        }
        Link end = last.get();
        int pruned = sql.change(
                "delete from audit_entry where number in (select entry from audit_link where position <= ?)",
                end.position);
        sql.later("delete from audit_link where position <= ?", end.position);
        String why =
                pruned + " entries from before " + before + "; the last was entry " + end.entry + ", " + end.digest;
        Audit.note(sql, now, who, new Audit.Note("", "PRUNED", ChainReading.checkpoint(end.position), why));
        return pruned;
    }

    private record Link(long position, long entry, String digest) {
        static Link of(ResultSet row) throws SQLException {
            return new Link(row.getLong("position"), row.getLong("entry"), row.getString("digest"));
        }
    }
}
