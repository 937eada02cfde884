package dev.muster.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The pool of connections, and what runs on them: transactions. Thread-safe. */
final class Database implements AutoCloseable {
    private static final int REACH_MILLIS = 10_000;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Connects. */
    static Database connect(LedgerConfig config) {
        if (!config.url().startsWith("jdbc:postgresql:")) {
            throw LedgerException.badAddress(config);
        }
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("ledger");
        settings.setJdbcUrl(config.url());
        // By name: the JDK looks for drivers once, with the class loader of whoever asks first.
        settings.setDriverClassName("org.postgresql.Driver");
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setMaximumPoolSize(config.connections());
        // With none, the connection that is made to see whether one can be would be thrown away.
        settings.setMinimumIdle(1);
        settings.setAutoCommit(false);
        settings.setConnectionTimeout(REACH_MILLIS);
        settings.setInitializationFailTimeout(1);
        settings.addDataSourceProperty("ApplicationName", "muster");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            return new Database(new HikariDataSource(settings));
        } catch (RuntimeException e) {
            throw LedgerException.unreachable(config, e);
        }
    }

    /** Runs statements in one transaction: all of them count, or none. */
    <T> T write(Work<T> work) {
        // Closing before the commit rolls back: the pool sees to it.
        try (Connection connection = pool.getConnection()) {
            Sql sql = new Sql(connection);
            T result = work.run(sql);
            sql.flush();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw LedgerException.failed(e);
        }
    }

    /** Runs queries that all see the same moment. */
    <T> T read(Work<T> work) {
        return write(sql -> {
            sql.later("set transaction isolation level repeatable read, read only");
            return work.run(sql);
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Statements that belong together. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }
}
