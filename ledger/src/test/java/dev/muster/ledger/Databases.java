package dev.muster.ledger;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases, on one server for the whole test run. */
final class Databases {
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.ephemeral();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

    /** A database that nobody else uses, with nothing in it: a schema, since that is cheaper to make. */
    static LedgerConfig fresh() {
        String name = "ledger_" + NUMBER.incrementAndGet();
        LedgerConfig all = new LedgerConfig(SERVER.jdbcUrl(), SERVER.user(), SERVER.password(), 10);
        execute(all, "create schema " + name);
        return new LedgerConfig(all.url() + "?currentSchema=" + name, all.user(), all.password(), all.connections());
    }

    /** Runs a statement as no code of ours would. */
    static void execute(LedgerConfig config, String sql) {
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The texts of a one-column query. */
    static List<String> strings(LedgerConfig config, String query) {
        try (Database database = Database.connect(config)) {
            return database.read(sql -> sql.list(query, row -> row.getString(1)));
        }
    }
}
