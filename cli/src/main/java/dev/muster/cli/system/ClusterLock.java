package dev.muster.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The sign of life of this process's cluster. */
final class ClusterLock implements AutoCloseable {
    private final String name;
    private final Path file;
    private final FileChannel channel;
    private final Set<Path> held;

    ClusterLock(String name, Path file, FileChannel channel, Set<Path> held) {
        this.name = name;
        this.file = file;
        this.channel = channel;
        this.held = held;
    }

    /** Under which the ledger knows the cluster. */
    String name() {
        return name;
    }

    /** Says that the cluster left nothing undone. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.remove(file);
        }
    }
}
