package dev.muster.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server that tests stop, kill, copy and promote; it has one port all its life. Durable, as a real one is. */
public final class PostgresServer implements AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            "listen_addresses='127.0.0.1'",
            "unix_socket_directories=''",
            "shared_buffers='64MB'",
            "io_method='sync'",
            "jit=off",
            "timezone='UTC'",
            "wal_level='replica'");

    private final Path directory;
    private final int port = freePort();

    private PostgresServer(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes and starts one.
     *
     * @param settings lines of {@code postgresql.conf}
     */
    public static PostgresServer make(Path directory, String... settings) {
        EmbeddedPostgres.open(directory).close();
        PostgresServer server = new PostgresServer(directory);
        server.set(SETTINGS);
        server.set(List.of(settings));
        server.set(List.of("port=" + server.port));
        server.start();
        return server;
    }

    /** Adds lines to its settings, which count from its next start on. */
    public void set(List<String> settings) {
        try {
            Files.write(data().resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A standby of this one, running: a copy of its files, taken while both were down, that follows it from then on.
     */
    public PostgresServer standby(Path copy) {
        stop("fast");
        copyTo(copy);
        PostgresServer standby = new PostgresServer(copy);
        standby.set(List.of(
                "port=" + standby.port,
                "primary_conninfo='host=127.0.0.1 port=" + port + " user=" + user() + " password=" + password() + "'"));
        try {
            Files.createFile(standby.data().resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
        standby.start();
        return standby;
    }

    private void copyTo(Path copy) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.toList()) {
                Files.copy(
                        file, copy.resolve(directory.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, after it was stopped or killed; returns once it takes connections. */
    public void start() {
        var started = pgCtl("start", "-l", log().toString());
        if (!started.good()) {
            throw EmbeddedPostgresException.failed("starting PostgreSQL", directory, started.output() + "\n" + said());
        }
    }

    /** Stops it: {@code smart}, {@code fast} or {@code immediate}. */
    public void stop(String mode) {
        pgCtl("stop", "-m", mode);
    }

    /** Ends all of its processes as a machine that goes away does. */
    public void kill() {
        Optional<ProcessHandle> postmaster =
                Postmaster.of(data()).map(Postmaster::process).flatMap(ProcessHandle::of);
        List<ProcessHandle> all = postmaster.stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** Makes a standby the server that takes writes. */
    public void promote() {
        pgCtl("promote");
    }

    /** Whether it takes connections. */
    public boolean running() {
        return Postmaster.of(data()).filter(Postmaster::ready).isPresent();
    }

    /** Its name and port, as in {@code 127.0.0.1:5432}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Where it listens, as JDBC says it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + address() + "/postgres";
    }

    /** The owner of the database, who may do everything. */
    public String user() {
        return Server.USER;
    }

    /** Of that user. */
    public String password() {
        return new Server(directory).password();
    }

    /** What it said in its log. */
    public String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop("immediate");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private Program.Ending pgCtl(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Binaries.unpacked(directory).program("pg_ctl"), verb, "-D", data().toString(), "-s", "-w", "-t", "60"));
        command.addAll(List.of(options));
        return Program.run(directory, Program.unprivileged(command));
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
