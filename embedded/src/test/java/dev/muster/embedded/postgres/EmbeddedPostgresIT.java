package dev.muster.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One directory, used by this process and by others, which are killed. */
@Timeout(120)
class EmbeddedPostgresIT {
    private static final List<String> AS_NOBODY = List.of("unshare", "-U", "--map-user=65534", "--map-group=65534");

    @TempDir
    Path folder;

    private final List<Process> others = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process other : others) {
            other.destroyForcibly().waitFor();
        }
        EmbeddedPostgres.open(folder).close();
    }

    @Test
    void isDurableAndKeepsToItself() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(postgres, "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsItsDataAndStopsAfterTheLastUser() throws Exception {
        try (EmbeddedPostgres one = EmbeddedPostgres.open(folder)) {
            try (EmbeddedPostgres two = EmbeddedPostgres.open(folder)) {
                run(two, "create table kept as select 42 as answer");
            }
            assertThat(ask(one, "select answer from kept"))
                    .as("one user is left")
                    .isEqualTo("42");
        }
        assertThat(running()).as("nobody is left").isFalse();
        try (EmbeddedPostgres again = EmbeddedPostgres.open(folder)) {
            assertThat(ask(again, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void outlivesTheProcessThatStartedItWhileAnotherUsesIt() throws Exception {
        Process starter = other(List.of());
        String url = firstLine(starter);
        try (EmbeddedPostgres joined = EmbeddedPostgres.open(folder)) {
            assertThat(joined.jdbcUrl()).as("the same server").isEqualTo(url);
            run(joined, "create table kept as select 42 as answer");

            starter.getOutputStream().close();
            assertThat(starter.waitFor()).isZero();

            assertThat(ask(joined, "select answer from kept")).isEqualTo("42");
        }
        assertThat(running()).isFalse();
    }

    @Test
    void isTakenOverFromAProcessThatWasKilled() throws Exception {
        Process killed = other(List.of());
        String url = firstLine(killed);
        killed.destroyForcibly().waitFor();
        assertThat(running()).as("nobody stopped it").isTrue();

        try (EmbeddedPostgres heir = EmbeddedPostgres.open(folder)) {
            assertThat(heir.jdbcUrl()).isEqualTo(url);
            assertThat(ask(heir, "select 1")).isEqualTo("1");
        }
        assertThat(running()).as("the heir was the last").isFalse();
    }

    @Test
    void recoversWhatWasCommittedBeforeTheServerWasKilled() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            run(postgres, "create table kept as select 42 as answer");
            Postmaster server = Postmaster.of(folder.resolve("data")).orElseThrow();
            ProcessHandle handle = ProcessHandle.of(server.process()).orElseThrow();
            handle.destroyForcibly();
            handle.onExit().join();
        }
        try (EmbeddedPostgres again = EmbeddedPostgres.open(folder)) {
            assertThat(ask(again, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void runsForAnOrdinaryUserToo() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(!root || Program.run(folder, prefixed(AS_NOBODY, "true")).good(), "needs user namespaces");

        Process ordinary = other(root ? AS_NOBODY : List.of());

        assertThat(firstLine(ordinary)).startsWith("jdbc:postgresql://127.0.0.1:");
        ordinary.getOutputStream().close();
        assertThat(ordinary.waitFor()).isZero();
    }

    @Test
    void saysWhatIsWrongWithADirectory() throws Exception {
        EmbeddedPostgres.open(folder).close();
        Path version = folder.resolve("data/PG_VERSION");
        String ours = Files.readString(version);
        Files.writeString(version, "9\n");
        assertThatThrownBy(() -> EmbeddedPostgres.open(folder))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("made by PostgreSQL 9");
        Files.writeString(version, ours);

        Path password = folder.resolve("password");
        String secret = Files.readString(password);
        Files.delete(password);
        assertThatThrownBy(() -> EmbeddedPostgres.open(folder))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("password");
        Files.writeString(password, secret);

        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedPostgres.open(file))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(file.toString());
    }

    private boolean running() {
        return Postmaster.of(folder.resolve("data")).isPresent();
    }

    private Process other(List<String> prefix) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process other = new ProcessBuilder(
                        prefixed(prefix, java, "-cp", classes, PostgresUser.class.getName(), folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        return other;
    }

    private static List<String> prefixed(List<String> prefix, String... command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        return all;
    }

    @SuppressWarnings("resource")
    private static String firstLine(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        assertThat(line).as("it opened the directory").isNotNull();
        return line;
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
