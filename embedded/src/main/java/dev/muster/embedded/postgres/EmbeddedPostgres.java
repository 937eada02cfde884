package dev.muster.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One user of a PostgreSQL server that runs on this machine; the data in its directory stays. Any number of processes
 * may use a directory at once: the first starts the server, the last to close stops it. A process that is killed leaves
 * the server running, for the next one to use. The server is reached on loopback only, with a password that lies in the
 * directory, readable by its owner. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** A process can lock a file once only, so its users share the lock. */
    private static final Map<Path, Lease> LEASES = new HashMap<>();

    private final Path directory;
    private final Consumer<Server> last;
    private final String jdbcUrl;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(Path directory, Postmaster running, String password, Consumer<Server> last) {
        this.directory = directory;
        this.jdbcUrl = "jdbc:postgresql://127.0.0.1:" + running.port() + "/postgres";
        this.password = password;
        this.last = last;
    }

    /**
     * Joins the server of a directory, or starts it; makes the directory and the database on first use.
     *
     * @throws EmbeddedPostgresException when that fails; the message says why, and what to do
     */
    public static EmbeddedPostgres open(Path directory) {
        return open(directory, Server::stop);
    }

    /** A server with a directory of its own that is deleted on close, or else when the process ends. */
    public static EmbeddedPostgres ephemeral() {
        try {
            Path directory = Files.createTempDirectory("muster-postgres-");
            EmbeddedPostgres opened = open(directory, Server::discard);
            Runtime.getRuntime().addShutdownHook(new Thread(opened::close));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres open(Path directory, Consumer<Server> last) {
        synchronized (LEASES) {
            Path real = made(directory);
            Server server = new Server(real);
            Lease lease = LEASES.computeIfAbsent(real, Lease::new);
            Postmaster running = lease.join(server::ensureRunning);
            return new EmbeddedPostgres(real, running, server.password(), last);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw EmbeddedPostgresException.notWritable(directory, e);
        }
    }

    /** Where it listens, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The owner of the database. */
    public String user() {
        return Server.USER;
    }

    /** Of that user. */
    public String password() {
        return password;
    }

    /** Leaves the server, and stops it when nobody else uses it; idempotent. */
    @Override
    public void close() {
        synchronized (LEASES) {
            if (closed) {
                return;
            }
            closed = true;
            Server server = new Server(directory);
            LEASES.computeIfPresent(directory, (path, lease) -> lease.leave(() -> last.accept(server)) ? null : lease);
        }
    }
}
