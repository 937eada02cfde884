package dev.muster.tests.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.LedgerException;
import dev.muster.tests.proof.Promises;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is killed, restarted, out of connections, out of disk, replaced by its standby, and its connections are
 * cut: whatever was acknowledged is there afterwards, what was not is done again, and every promise holds.
 */
@Timeout(300)
class BadDaysIT {
    private static final int CALM = Proof.size(60, 3_000);
    private static final int TIMES = Proof.size(1, 5);
    private static final int CONNECTIONS = 24;
    /** With which another server ends a connection (admin_shutdown). */
    private static final String CUT = """
            select pg_terminate_backend(pid), state from pg_stat_activity
            where application_name = 'muster' and backend_xid is not null""";

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void make() {
        server = PostgresServer.make(folder.resolve("server"), "max_connections=" + CONNECTIONS);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void nothingAcknowledgedIsLostWhenItIsKilled() throws Exception {
        survives("kill -9 of all of PostgreSQL, " + TIMES + " times", database(), load -> {
            server.kill();
            server.start();
        });
    }

    @Test
    void nothingAcknowledgedIsLostWhenItIsRestarted() throws Exception {
        survives("restart in mid-work, " + TIMES + " times", database(), load -> {
            server.stop("fast");
            server.start();
        });
    }

    @Test
    void nothingAcknowledgedIsLostWhenConnectionsAreCutInMidTransaction() throws Exception {
        LedgerConfig config = database();
        List<String> cut = new ArrayList<>();
        survives("after connections were cut", config, load -> {
            for (int i = 0; i < 50; i++) {
                cut.addAll(Rows.first(config, CUT));
                Thread.sleep(10);
            }
        });
        assertThat(cut).as("connections cut in mid-transaction").hasSizeGreaterThan(5);
        Proof.report("connections cut in mid-transaction", cut.size() + " times");
    }

    @Test
    void whoGetsNoConnectionIsToldSoAndGetsOneLater() throws Exception {
        LedgerConfig config = database();
        survives("max_connections = " + CONNECTIONS + " reached", config, load -> {
            List<Connection> greedy = new ArrayList<>();
            try {
                Rows.run(config, CUT);
                SQLException refused = takeAll(config, greedy);
                assertThat(refused.getSQLState()).isEqualTo("53300");

                LedgerException told = catchThrowableOfType(
                        LedgerException.class,
                        () -> Ledger.open(config, Clock.systemUTC()).close());

                assertThat(told).hasMessageContaining("too many clients");
                assertThat(told.temporary()).as("to be delivered again").isTrue();
            } finally {
                for (Connection connection : greedy) {
                    connection.close();
                }
            }
        });
    }

    private static SQLException takeAll(LedgerConfig config, List<Connection> taken) {
        while (true) {
            try {
                taken.add(Rows.connect(config));
            } catch (SQLException e) {
                return e;
            }
        }
    }

    /** A report that takes long, a dump, a session that somebody forgot: nothing waits for it. */
    @Test
    void nobodyWaitsForASnapshotThatIsHeld() throws Exception {
        LedgerConfig config = database();
        try (Connection holder = Rows.connect(config)) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<List<String>> before = Rows.of(holder, "select count(*) from pg_class");
            survives("a snapshot held all the time", config, load -> load.more(CALM));
            assertThat(Rows.of(holder, "select count(*) from pg_class")).isEqualTo(before);
            assertThat(Rows.of(holder, "select count(*) from batch")).containsExactly(List.of("0"));
        }
    }

    /** With synchronous replication, as docs/disaster-recovery.md has it. */
    @Test
    void nothingAcknowledgedIsLostWhenAStandbyTakesOver() throws Exception {
        try (PostgresServer primary = PostgresServer.make(Files.createDirectories(folder.resolve("primary")));
                PostgresServer standby = primary.standby(folder.resolve("standby"))) {
            Rows.run(
                    config(primary, primary.jdbcUrl()),
                    "alter system set synchronous_standby_names = '*'",
                    "select pg_reload_conf()");
            String either = "jdbc:postgresql://" + primary.address() + "," + standby.address()
                    + "/postgres?targetServerType=primary";
            survives("primary killed, standby promoted", config(primary, either), load -> {
                if (primary.running()) {
                    primary.kill();
                    standby.promote();
                }
            });
            assertThat(standby.said()).contains("received promote request");
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheDiskIsFull() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()), "needs root to mount");
        try (PostgresServer small = PostgresServer.make(disk.resolve("server"), "max_wal_size='64MB'")) {
            survives("disk full", config(small, small.jdbcUrl()), load -> {
                Path filler = fill(disk.resolve("filler"));
                load.trouble();
                Files.delete(filler);
                if (!small.running()) {
                    small.stop("immediate");
                    small.start();
                }
            });
            assertThat(small.said()).contains("No space left on device");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static Path fill(Path file) throws IOException {
        byte[] chunk = new byte[1 << 16];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException full) {
            return file;
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private static void survives(String what, LedgerConfig config, BadDay day) throws Exception {
        try (Load load = new Load(config)) {
            load.more(CALM);
            for (int i = 0; i < TIMES; i++) {
                day.comes(load);
                load.more(CALM);
            }
            load.finish();
            assertThat(load.acks().missing(config)).as("acknowledged, and lost").isEmpty();
            assertThat(Promises.broken(config)).isEmpty();
            assertThat(load.troubles()).doesNotContainKeys("40001", "40P01");
            Proof.report(what, load.acks() + ", 0 lost; refused by SQLSTATE: " + load.troubles());
        }
    }

    private static LedgerConfig database() {
        String name = "ledger_" + databases++;
        Rows.run(config(server, server.jdbcUrl()), "create database " + name);
        return config(server, server.jdbcUrl().replace("/postgres", "/" + name));
    }

    private static LedgerConfig config(PostgresServer at, String url) {
        return new LedgerConfig(url, at.user(), at.password(), 4);
    }

    /** What happens to PostgreSQL. */
    @FunctionalInterface
    private interface BadDay {
        void comes(Load load) throws Exception;
    }
}
