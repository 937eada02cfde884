package dev.muster.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server of one directory; its caller holds the directory's start lock. */
final class Server {
    static final String USER = "muster";
    private static final String MAJOR = Binaries.VERSION.substring(0, Binaries.VERSION.indexOf('.'));
    private static final long SPACE = 128L << 20;
    private static final String PATIENCE = "60";
    private static final int PORTS_TRIED = 3;

    /** Durable, on loopback, by password only; sized for a few commands at once. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=64",
            "shared_buffers=128MB",
            "io_method=sync",
            "random_page_cost=1.1", // no disk turns: rows are found by index as soon as that reads less
            "wal_level=minimal",
            "max_wal_senders=0",
            "wal_writer_delay=10s", // each commit forces the log itself; only seals of the audit can wait
            "max_logical_replication_workers=0",
            "jit=off",
            "timezone=UTC",
            "log_min_messages=log",
            "log_checkpoints=off");

    private final Path directory;
    private final Path data;
    private final Path passwordFile;

    /** The server of a directory. */
    Server(Path directory) {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.passwordFile = directory.resolve("password");
    }

    /** The running server; started, and made before that, where need be. */
    Postmaster ensureRunning() {
        Optional<Postmaster> running = Postmaster.of(data).filter(Postmaster::ready);
        if (running.isPresent()) {
            return running.get();
        }
        // Still starting or stopping although nobody holds the start lock: whoever did so was killed.
        stop("fast");
        Binaries binaries = Binaries.unpacked(directory);
        if (Files.exists(data)) {
            checkVersion();
        } else {
            initialise(binaries);
        }
        return start(binaries);
    }

    /** Stops the server, if it runs, by ending its sessions; everything committed is kept. */
    void stop() {
        stop("fast");
    }

    /** Stops it without writing out what is in memory, and deletes everything. */
    void discard() {
        stop("immediate");
        Directories.delete(directory);
    }

    private void stop(String mode) {
        if (Postmaster.of(data).isPresent()) {
            var stopped = pgCtl(Binaries.unpacked(directory), "stop", List.of("-m", mode));
            if (Postmaster.of(data).isPresent()) {
                throw EmbeddedPostgresException.failed("stopping PostgreSQL", directory, stopped.output());
            }
        }
    }

    String password() {
        try {
            return Files.readString(passwordFile);
        } catch (IOException e) {
            throw EmbeddedPostgresException.noPassword(passwordFile);
        }
    }

    private void checkVersion() {
        try {
            String found = Files.readString(data.resolve("PG_VERSION")).strip();
            if (!found.equals(MAJOR)) {
                throw EmbeddedPostgresException.otherVersion(data, found, MAJOR);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialise(Binaries binaries) {
        Path fresh = directory.resolve("data.new");
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < SPACE) {
                throw EmbeddedPostgresException.noSpace(directory, free, SPACE);
            }
            Directories.delete(fresh);
            writePassword();
            var made = Program.run(
                    directory,
                    Program.unprivileged(List.of(
                            binaries.program("initdb"),
                            "--pgdata=" + fresh,
                            "--username=" + USER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            // The password is random: stretching it would only cost time at every connection.
                            "--set=scram_iterations=1",
                            "--encoding=UTF8",
                            "--no-locale",
                            "--no-instructions")));
            if (!made.good()) {
                throw EmbeddedPostgresException.failed("making a database", directory, made.output());
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw EmbeddedPostgresException.notWritable(directory, e);
        }
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
    }

    private Postmaster start(Binaries binaries) {
        Path log = directory.resolve("server.log");
        String said = "";
        for (int tried = 0; tried < PORTS_TRIED; tried++) {
            try {
                // Left by a crash; PostgreSQL would take any living process of that number for a server.
                Files.deleteIfExists(data.resolve("postmaster.pid"));
                Files.deleteIfExists(log);
            } catch (IOException e) {
                throw EmbeddedPostgresException.notWritable(directory, e);
            }
            var started = pgCtl(binaries, "start", List.of("-l", log.toString(), "-o", options(freePort())));
            Optional<Postmaster> running = Postmaster.of(data).filter(Postmaster::ready);
            if (started.good() && running.isPresent()) {
                return running.get();
            }
            said = started.output() + "\n" + tail(log);
            if (!said.contains("could not create any TCP/IP sockets")) {
                break;
            }
        }
        throw EmbeddedPostgresException.failed("starting PostgreSQL", directory, said);
    }

    private Program.Ending pgCtl(Binaries binaries, String verb, List<String> options) {
        // pg_ctl gives the server a session of its own, out of reach of a terminal's Ctrl-C.
        List<String> command = new ArrayList<>(
                List.of(binaries.program("pg_ctl"), verb, "-D", data.toString(), "-s", "-w", "-t", PATIENCE));
        command.addAll(options);
        return Program.run(directory, Program.unprivileged(command));
    }

    private static String options(int port) {
        return SETTINGS.stream().collect(Collectors.joining(" -c ", "-p " + port + " -c ", ""));
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
