package dev.muster.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What tests of the audit do often, on a ledger of their own. */
abstract class OpenedAudit {
    final Opened at = new Opened();

    @AfterEach
    void close() {
        at.close();
    }

    /** Each in a transaction of its own. */
    void entries(int count) {
        try (Database database = Database.connect(at.config)) {
            for (int i = 0; i < count; i++) {
                database.write(sql -> note(sql, "because"));
            }
        }
    }

    int note(Sql sql, String why) throws SQLException {
        Audit.note(sql, at.clock.instant(), Audit.TRAIN, new Audit.Note("", "NOTED", "something", why));
        sql.flush();
        return 0;
    }

    Verification verify() {
        return at.ledger.audit().verify(Optional.empty());
    }

    Verification verify(ChainHead recorded) {
        return at.ledger.audit().verify(Optional.of(recorded));
    }

    Pruning prune(Instant before) {
        return at.ledger.audit().prune(before, "user alice");
    }

    static List<Long> numbers(Verification verification) {
        return verification.findings().stream().map(Verification.Finding::entry).toList();
    }

    ChainEntry read(String query) {
        try (Database database = Database.connect(at.config)) {
            return database.read(sql -> sql.one(query, ChainEntry::of).orElseThrow());
        }
    }

    /** As somebody who may do everything. */
    void tamper(String sql) {
        Databases.execute(at.config, "set session_replication_role = replica; " + sql);
    }
}
