package dev.muster.artifacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where files are written before they take their names. What a killed process left there is removed by the first write
 * a day later.
 */
final class Staging {
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final AtomicLong NEXT = new AtomicLong();

    private final Path folder;
    private final Clock clock;
    private final AtomicBoolean swept = new AtomicBoolean();

    Staging(Path root, Clock clock) {
        this.folder = root.resolve(".staging");
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** Writes a file that is durable and has no name yet that anybody looks for. */
    Path write(byte[] content) throws IOException {
        Files.createDirectories(folder);
        if (swept.compareAndSet(false, true)) {
            sweep();
        }
        Path file = reserve();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** An empty file of its own; process ids repeat between machines and containers, so the file system decides. */
    private Path reserve() throws IOException {
        while (true) {
            try {
                return Files.createFile(folder.resolve(ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet()));
            } catch (FileAlreadyExistsException e) {
                // Somebody else's, or left by a killed process: the next number is free sooner or later.
            }
        }
    }

    private void sweep() throws IOException {
        FileTime limit = FileTime.from(clock.instant().minus(ABANDONED));
        for (Path file :
                Folders.files(folder, staged -> staged.lastModifiedTime().compareTo(limit) < 0)) {
            Files.deleteIfExists(file);
        }
    }
}
