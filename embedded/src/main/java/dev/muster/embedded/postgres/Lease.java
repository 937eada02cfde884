package dev.muster.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process's share in a server, held as two file locks, which the system lets go when a process dies:
 * {@code start.lock}, alone, while a server is started or stopped, and {@code use.lock}, together with others, while it
 * is used. Whoever gets {@code use.lock} alone is the last. Its caller lets one thread in at a time.
 */
final class Lease {
    private final Path directory;
    private int users;
    private @Nullable FileChannel use;

    Lease(Path directory) {
        this.directory = directory;
    }

    /** Counts one more user, once the server that the supplier ensures is there. */
    Postmaster join(Supplier<Postmaster> ensure) {
        try (FileChannel start = open("start.lock")) {
            start.lock();
            Postmaster running = ensure.get();
            if (use == null) {
                FileChannel useFile = open("use.lock");
                useFile.lock(0, Long.MAX_VALUE, true);
                use = useFile;
            }
            users++;
            return running;
        } catch (OverlappingFileLockException e) {
            throw EmbeddedPostgresException.inUseInThisProcess(directory, e);
        } catch (IOException e) {
            throw EmbeddedPostgresException.notWritable(directory, e);
        }
    }

    /**
     * Counts one user less.
     *
     * @param stop run when no process has any user left
     * @return whether this process has none left
     */
    boolean leave(Runnable stop) {
        users--;
        if (users > 0 || use == null) {
            return users <= 0;
        }
        try (FileChannel start = open("start.lock")) {
            start.lock();
            use.close();
            use = null;
            try (FileChannel again = open("use.lock")) {
                if (again.tryLock() != null) {
                    stop.run();
                }
            }
            return true;
        } catch (IOException e) {
            throw EmbeddedPostgresException.notWritable(directory, e);
        }
    }

    private FileChannel open(String file) throws IOException {
        return FileChannel.open(
                directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }
}
