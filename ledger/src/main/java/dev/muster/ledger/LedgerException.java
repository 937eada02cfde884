package dev.muster.ledger;

import dev.muster.contract.TemporaryTrouble;
import java.sql.SQLException;

/** The ledger could not do what was asked. */
public final class LedgerException extends RuntimeException implements TemporaryTrouble {
    private final Kind kind;

    private LedgerException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private LedgerException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static LedgerException badAddress(LedgerConfig config) {
        return new LedgerException(
                Kind.CONFIGURATION,
                "not the address of a PostgreSQL database: " + config.address()
                        + "; write jdbc:postgresql://host:port/database (MUSTER_DB_URL)");
    }

    static LedgerException unreachable(LedgerConfig config, Throwable cause) {
        return new LedgerException(
                Kind.UNREACHABLE,
                "cannot reach the ledger at " + config.address() + " as " + config.user() + ": " + innermost(cause)
                        + "; start the server, or correct MUSTER_DB_URL",
                cause);
    }

    static LedgerException newer(LedgerConfig config, int found, int known) {
        return new LedgerException(
                Kind.NEWER_SCHEMA,
                "the ledger at " + config.address() + " has schema version " + found + ", and this Muster knows only "
                        + known + ": update Muster, or use another database");
    }

    static LedgerException notMigrated(LedgerConfig config, Throwable cause) {
        return new LedgerException(
                Kind.FAILED,
                "the schema of the ledger at " + config.address() + " could not be brought up to date: "
                        + innermost(cause),
                cause);
    }

    /** Of {@link Kind#OUTRUN}. */
    public static LedgerException outrun(String model, int version) {
        return new LedgerException(
                Kind.OUTRUN,
                "version " + version + " of model " + model + " is not the next one: another batch promoted a model"
                        + " meanwhile, so judge again");
    }

    static LedgerException failed(SQLException cause) {
        return new LedgerException(Kind.FAILED, "the ledger failed: " + cause.getMessage(), cause);
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean temporary() {
        return kind != Kind.CONFIGURATION && kind != Kind.NEWER_SCHEMA;
    }

    private static String innermost(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    /** The kinds of trouble. */
    public enum Kind {
        /** The configuration is wrong. */
        CONFIGURATION,
        /** The server does not answer, or lets nobody in. */
        UNREACHABLE,
        /** A newer Muster has been here. */
        NEWER_SCHEMA,
        /** Judged on what has changed since: judge again. */
        OUTRUN,
        /** A statement failed; nothing of its transaction was kept. */
        FAILED
    }
}
