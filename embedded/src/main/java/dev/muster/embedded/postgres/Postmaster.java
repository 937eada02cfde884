package dev.muster.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A running server, as its {@code postmaster.pid} tells: line 1 is the process, line 4 the port, line 8 the status
 * (PostgreSQL, {@code src/include/utils/pidfile.h}).
 *
 * @param process id of
 * @param port it listens on
 * @param status {@code starting}, {@code ready} or {@code stopping}
 */
record Postmaster(long process, int port, String status) {
    /** The server of a data directory; empty when none is running, whatever a crash left in the file. */
    static Optional<Postmaster> of(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            long process = Long.parseLong(lines.get(0).strip());
            int port = Integer.parseInt(lines.get(3).strip());
            String status = lines.size() < 8 ? "starting" : lines.get(7).strip();
            return Optional.of(new Postmaster(process, port, status)).filter(Postmaster::lives);
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it accepts connections. */
    boolean ready() {
        return status.equals("ready");
    }

    /** After a crash of the machine another program may have got the number. */
    private boolean lives() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> isServer(handle.info().command(), Path.of("/proc", String.valueOf(process), "comm")))
                .isPresent();
    }

    /**
     * Whether a process is a server, as far as can be seen: which program it runs is not for everyone to read.
     *
     * @param comm file with its short name (proc(5)); none elsewhere than on Linux
     */
    static boolean isServer(Optional<String> command, Path comm) {
        try {
            String name =
                    command.isPresent() ? command.get() : Files.readString(comm).strip();
            return Path.of(name).getFileName().toString().startsWith("postgres");
        } catch (IOException e) {
            return true;
        }
    }
}
