package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Claims, as <em>train</em> makes them, against single ones: a plain loop of {@code SKIP LOCKED}, and Procrastinate,
 * whose workers take one job at a time; on the same server, in turns. And claims from a queue of a million jobs against
 * those from one of a thousand.
 */
public final class Queues {
    private static final int CLAIMS = 1_000;
    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;
    private static final int ROUNDS = 5;
    /** As many as <em>train</em> takes at a time. */
    private static final int CHUNK = 256;

    private Queues() {}

    /**
     * Prints all of them, and the ratios.
     *
     * @param arguments the repository's folder, and a Python with {@code benchmarks/queue-requirements.txt}
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path root = Path.of(arguments[0]).toRealPath();
        Least least = new Least(Timed.NEVER, Timed.NEVER, Timed.NEVER, Timed.NEVER, Timed.NEVER);
        try (EmbeddedPostgres server = EmbeddedPostgres.ephemeral();
                Connection plain = plain(server);
                WaitingJobs few = WaitingJobs.of(server, "few", FEW);
                WaitingJobs many = WaitingJobs.of(server, "many", MANY);
                Rival procrastinate = Rival.start(
                        List.of(
                                arguments[1],
                                root.resolve("benchmarks/claims.py").toString()),
                        root,
                        Map.of("QUEUE_DATABASE", Rival.database(server) + "?options=-csearch_path%3Dprocrastinate"))) {
            for (int round = 0; round <= ROUNDS; round++) {
                fill(plain);
                procrastinate.ask("fill " + CLAIMS);
                Least now = new Least(
                        claimed(few, CHUNK),
                        claimed(many, CHUNK),
                        claimed(few, 1),
                        Timed.of(() -> claim(plain)),
                        new Timed(procrastinate.ask("claim " + CLAIMS), 0));
                // The first round warms all up.
                least = round > 0 ? least.or(now) : least;
            }
        }
        least.print();
    }

    private static Timed claimed(WaitingJobs jobs, int chunk) {
        Timed took = Timed.of(() -> jobs.claim(CLAIMS, chunk));
        jobs.giveBack();
        return took;
    }

    private static Connection plain(EmbeddedPostgres server) throws SQLException {
        Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema procrastinate");
            statement.execute("create table plain (id bigint generated always as identity primary key,"
                    + " state text not null, payload json not null)");
            statement.execute("create index on plain (id) where state = 'QUEUED'");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private static void fill(Connection plain) throws SQLException {
        try (Statement statement = plain.createStatement()) {
            statement.execute("insert into plain (state, payload) select 'QUEUED', '{\"epochs\": 3}' from"
                    + " generate_series(1, " + CLAIMS + ")");
            plain.commit();
        }
    }

    private static void claim(Connection plain) {
        String one = "update plain set state = 'RUNNING' where id = (select id from plain where state = 'QUEUED'"
                + " order by id limit 1 for update skip locked) returning payload";
        try (PreparedStatement statement = plain.prepareStatement(one)) {
            for (int i = 0; i < CLAIMS; i++) {
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("the queue is empty");
                    }
                }
                plain.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The least of each side. */
    private record Least(Timed few, Timed many, Timed single, Timed plain, Timed procrastinate) {
        Least or(Least other) {
            return new Least(
                    few.or(other.few),
                    many.or(other.many),
                    single.or(other.single),
                    plain.or(other.plain),
                    procrastinate.or(other.procrastinate));
        }

        void print() {
            System.out.printf(Locale.ROOT, "%,d claims; least of %d rounds%n", CLAIMS, ROUNDS);
            few.print("Muster, " + CHUNK + " at a time, of " + FEW, CLAIMS);
            many.print("Muster, " + CHUNK + " at a time, of " + MANY, CLAIMS);
            single.print("Muster, one at a time, of " + FEW, CLAIMS);
            plain.print("a plain loop of SKIP LOCKED, one at a time", CLAIMS);
            procrastinate.print("Procrastinate, one at a time", CLAIMS);
            System.out.printf(
                    Locale.ROOT,
                    "%.1f times the plain loop, %.1f times Procrastinate (aim: at least 3); a million against a thousand:"
                            + " %.2f (aim: at least 0.9)%n",
                    plain.wall() / few.wall(),
                    procrastinate.wall() / few.wall(),
                    few.wall() / many.wall());
        }
    }
}
