package dev.muster.artifacts;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes files that are there whole or not at all. A file is written under a staging name and forced to disk, takes its
 * name in one step, and then the folder is forced to disk: so a reader sees the old file or the new one, and a write
 * that returned survives a power cut.
 */
final class AtomicWrites {
    /** A folder that another thread is deleting may vanish between its creation and the step that names the file. */
    private static final int TRIES = 200;

    private static final long PAUSE = 100_000;

    private final Path root;

    AtomicWrites(Path root) {
        this.root = root;
    }

    /** Names a staged file, in place of the file that was there; always true. */
    boolean replace(Path staged, Path target) throws IOException {
        return name(staged, target, (from, to) -> {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        });
    }

    /** Names a staged file unless there is one of that name; of several callers at once exactly one is told so. */
    boolean create(Path staged, Path target) throws IOException {
        return name(staged, target, (from, to) -> {
            try {
                // Fails when the name is taken, in one step; a rename cannot do that.
                Files.createLink(to, from);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    private boolean name(Path staged, Path target, Step step) throws IOException {
        try {
            for (int tries = 1; tries < TRIES; tries++) {
                try {
                    return tryName(staged, target, step);
                } catch (NoSuchFileException e) {
                    // A deletion took the folder away: make it again, once that is through.
                    LockSupport.parkNanos(PAUSE);
                }
            }
            return tryName(staged, target, step);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private boolean tryName(Path staged, Path target, Step step) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent());
        Folders.create(root, folder);
        boolean named = step.name(staged, target);
        try {
            // Also when another call was first: whoever is told so may rely on that file being durable.
            Folders.sync(folder);
        } catch (NoSuchFileException e) {
            // Deleted right after it was named: nothing is left that could be lost, and nothing is to be tried again.
        }
        return named;
    }

    @FunctionalInterface
    private interface Step {
        boolean name(Path staged, Path target) throws IOException;
    }
}
