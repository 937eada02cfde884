package dev.muster.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where the chain goes on.
 *
 * @param txid and number of the newest linked entry; 0 when it is of another server, whose numbers do not compare
 */
record ChainTip(ChainHead head, long txid, long number) {
    static ChainTip of(Sql sql) throws SQLException {
        return sql.one("""
                        select l.position, l.digest, coalesce(e.txid, 0) as txid, coalesce(e.number, 0) as number
                        from audit_link l
                        left join (
                            select o.txid, o.number
                            from audit_link k join audit_entry o on o.number = k.entry
                            order by k.position desc limit 1
                        ) e on e.txid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                        order by l.position desc limit 1""", ChainTip::of).orElse(new ChainTip(ChainHead.NONE, 0, 0));
    }

    private static ChainTip of(ResultSet row) throws SQLException {
        return new ChainTip(
                new ChainHead(row.getLong("position"), row.getString("digest")),
                row.getLong("txid"),
                row.getLong("number"));
    }
}
