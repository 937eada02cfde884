package dev.muster.tests.proof;

import dev.muster.ledger.LedgerConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into a database past the code that is tested. */
public final class Rows {
    private Rows() {}

    /** A connection of its own. */
    public static Connection connect(LedgerConfig config) throws SQLException {
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    /** The rows that a query gives, each as the texts of its columns. */
    public static List<List<String>> of(LedgerConfig config, String query) {
        try (Connection connection = connect(config)) {
            return of(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The same on a connection that is there. */
    public static List<List<String>> of(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(columns);
            }
            return rows;
        }
    }

    /** The texts of a query's first column. */
    public static List<String> first(LedgerConfig config, String query) {
        return of(config, query).stream().map(columns -> columns.get(0)).toList();
    }

    /** The one number that a query gives. */
    public static long count(LedgerConfig config, String query) {
        return Long.parseLong(first(config, query).get(0));
    }

    /** Runs statements. */
    public static void run(LedgerConfig config, String... statements) {
        try (Connection connection = connect(config);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
