package dev.muster.ledger;

import dev.muster.contract.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An entry as the chain sees it: with the transaction that wrote it. */
record ChainEntry(long txid, History.Entry entry) {
    static ChainEntry of(ResultSet row) throws SQLException {
        return new ChainEntry(row.getLong("txid"), History.Entry.of(row));
    }

    long number() {
        return entry.number();
    }

    /** Of the digest before it and all that it says. */
    String digest(String before) {
        return Digest.of(
                before,
                Long.toString(txid),
                Long.toString(entry.number()),
                entry.at().toString(),
                entry.who(),
                entry.what(),
                entry.subject(),
                entry.why(),
                entry.batch() == null ? "" : entry.batch().value());
    }
}
