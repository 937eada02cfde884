package dev.muster.benchmarks;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How often a server has forced its log to disk; its connections tell as they close, so none should be open. */
record Syncs(EmbeddedPostgres server) {
    long count() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(fsyncs) from pg_stat_io where object = 'wal' and context = 'normal'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
