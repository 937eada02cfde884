package dev.muster.cli.system;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The open ledger, and under it the server when that is embedded. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final @Nullable EmbeddedPostgres server;
    private final Ledger ledger;

    private Database(@Nullable EmbeddedPostgres server, Ledger ledger) {
        this.server = server;
        this.ledger = ledger;
    }

    /**
     * Opens the database that a configuration names, or else the one in the user's directory. Jobs that dead processes
     * of this directory had in hand are queued again, so that nobody sees them run.
     */
    public static Database open(MusterConfig config, Clock clock) {
        Database database = connect(config, clock);
        try {
            new ClusterLocks(config.home().made().clusters())
                    .bury(name -> database.ledger().claims().abandon(name));
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Database connect(MusterConfig config, Clock clock) {
        LedgerConfig elsewhere = config.database();
        if (elsewhere != null) {
            return new Database(null, Ledger.open(elsewhere, clock));
        }
        EmbeddedPostgres server = EmbeddedPostgres.open(config.home().ledger());
        try {
            LedgerConfig here = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), CONNECTIONS);
            return new Database(server, Ledger.open(here, clock));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What is in it. */
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        ledger.close();
        if (server != null) {
            server.close();
        }
    }
}
