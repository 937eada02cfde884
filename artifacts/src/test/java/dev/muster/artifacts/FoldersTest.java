package dev.muster.artifacts;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    private static final int ROUNDS = 3000;

    @TempDir
    private Path top;

    /** Whoever tries again on {@link NoSuchFileException} gets through; any other failure would reach a user. */
    @Test
    void aFolderDeletedWhileTwoCreateItIsMissingAndNeverTakenForAFile() throws Exception {
        Path folder = top.resolve("job/checkpoints");
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<Void> creator = () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    create(folder);
                }
                return null;
            };
            Callable<Void> deleter = () -> {
                for (int i = 0; i < ROUNDS; i++) {
                    Folders.delete(top.resolve("job"));
                }
                return null;
            };
            for (Future<Void> end : pool.invokeAll(List.of(creator, creator, deleter))) {
                end.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void create(Path folder) throws IOException {
        try {
            Folders.create(top, folder);
        } catch (NoSuchFileException e) {
            // The deletion was faster.
        }
    }
}
