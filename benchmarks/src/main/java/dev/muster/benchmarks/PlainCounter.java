package dev.muster.benchmarks;

import dev.muster.contract.JobResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What one writes first: a row a result, and a row that counts them, in one transaction for each result that comes.
 *
 * @param suffix of the tables
 */
record PlainCounter(Connection connection, String suffix) {
    /** Seconds that it takes. */
    double take(Iterable<JobResult> deliveries) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table plain_result_" + suffix + " (job text primary key, result text)");
            statement.execute("create table plain_counter_" + suffix + " (batch text primary key, results integer)");
            statement.execute("insert into plain_counter_" + suffix + " values ('b', 0)");
        }
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into plain_result_" + suffix + " values (?, ?) on conflict do nothing");
                PreparedStatement count = connection.prepareStatement(
                        "update plain_counter_" + suffix + " set results = results + 1 where batch = 'b'")) {
            for (JobResult delivery : deliveries) {
                insert.setString(1, delivery.attempt().job().value());
                insert.setString(2, delivery.outcome().toString());
                if (insert.executeUpdate() == 1) {
                    count.executeUpdate();
                }
                connection.commit();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
