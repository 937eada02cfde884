package dev.muster.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells which embedded clusters of this directory live: each holds a lock on a file of its name, which the system lets
 * go when its process ends, however it ends. A file that nobody holds is a cluster that died with work in hand.
 *
 * <p>A process never looks at the files that it holds itself: on POSIX systems, closing any channel of a file lets all
 * of the process's locks on it go ({@link FileLock}).
 */
final class ClusterLocks {
    private static final String PREFIX = "embedded-";
    private static final String SUFFIX = ".lock";
    private static final int ID_BYTES = 4;
    /** Files that this process holds. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;

    ClusterLocks(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Takes a name for this process's cluster. */
    ClusterLock take() {
        return guarded(() -> {
            for (int number = 1; ; number++) {
                String name = PREFIX + home() + "-" + ProcessHandle.current().pid() + "-" + number;
                Path file = directory.resolve(name + SUFFIX);
                if (!Files.exists(file)) {
                    FileChannel channel =
                            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    channel.lock();
                    HELD.add(file);
                    return new ClusterLock(name, file, channel, HELD);
                }
            }
        });
    }

    /**
     * What tells the clusters of this directory from those of others with the same ledger: in two containers, the
     * numbers of processes are the same.
     */
    private String home() throws IOException {
        Path file = directory.resolve("home");
        if (!Files.exists(file)) {
            byte[] id = new byte[ID_BYTES];
            new SecureRandom().nextBytes(id);
            Path fresh = Files.writeString(
                    directory.resolve("home.new"), HexFormat.of().formatHex(id));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    /** Buries each dead cluster; its file goes only once that was done, so a crash in between repeats it. */
    void bury(Consumer<String> burial) {
        guarded(() -> {
            for (Path file : files()) {
                if (!HELD.contains(file) && free(file)) {
                    String name = file.getFileName().toString();
                    burial.accept(name.substring(0, name.length() - SUFFIX.length()));
                    Files.deleteIfExists(file);
                }
            }
            return true;
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                            .sorted()
                            .toList());
        }
    }

    private static boolean free(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException e) {
            // Whoever leaves in order deletes its file, whoever looks.
            return false;
        }
    }

    /** A file is made and locked in two steps; nobody may look in between. */
    private <T> T guarded(Step<T> step) {
        synchronized (ClusterLocks.class) {
            Path guard = directory.resolve("guard");
            try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }
}
