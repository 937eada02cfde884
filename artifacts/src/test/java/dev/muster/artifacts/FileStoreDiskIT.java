package dev.muster.artifacts;

import static dev.muster.artifacts.ArtifactStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.artifacts.ArtifactException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of one megabyte; skipped where the user may not mount one. */
class FileStoreDiskIT {
    @TempDir
    private Path folder;

    private Path disk;
    private ArtifactStore store;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "needs root to mount");
        store = ArtifactStore.open(disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskIsNamedAndLeavesWhatWasThere() throws IOException {
        store.put("a/model", bytes("old"));

        ArtifactException put =
                catchThrowableOfType(ArtifactException.class, () -> store.put("a/model", new byte[2_000_000]));
        ArtifactException conditional = catchThrowableOfType(
                ArtifactException.class, () -> store.putIfAbsent("a/manifest.json", new byte[2_000_000]));

        assertThat(put.kind()).isEqualTo(Kind.FULL);
        assertThat(put).hasMessageContaining("a/model").hasMessageContaining("free some space");
        assertThat(conditional.kind()).isEqualTo(Kind.FULL);
        assertThat(store.list("")).containsExactly("a/model");
        assertThat(store.get("a/model")).contains(bytes("old"));
        assertNothingIsStaged();
    }

    /** The content fits, and then there is no room for the folder that it belongs into. */
    @Test
    void aDiskThatIsFullOfFilesLeavesNothingOfTheWrite() throws Exception {
        store.put("a", bytes("x"));
        assumeTrue(run("mount", "-o", "remount,nr_inodes=5", disk.toString()), "needs root to mount");

        ArtifactException put = catchThrowableOfType(ArtifactException.class, () -> store.put("b/c/d", bytes("y")));
        ArtifactException conditional =
                catchThrowableOfType(ArtifactException.class, () -> store.putIfAbsent("b/c/d", bytes("y")));

        assertThat(put.kind()).isEqualTo(Kind.FULL);
        assertThat(conditional.kind()).isEqualTo(Kind.FULL);
        assertThat(store.list("")).containsExactly("a");
        assertNothingIsStaged();
    }

    @Test
    void ofManyWritersOnADiskThatFillsUpEachIsToldTheTruth() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Callable<String>> writes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String path = "f-" + i / 2 + "/o-" + i;
            byte[] content = new byte[90_000 + i];
            Arrays.fill(content, (byte) i);
            boolean conditional = i % 3 == 0;
            writes.add(() -> write(path, content, conditional));
        }
        List<String> told = new ArrayList<>();
        for (Future<String> write : writers.invokeAll(writes)) {
            told.add(write.get());
        }
        writers.shutdown();

        List<String> stored =
                told.stream().filter(path -> !path.isEmpty()).sorted().toList();
        assertThat(stored).hasSizeBetween(1, 11);
        assertThat(store.list("")).isEqualTo(stored);
        for (String path : stored) {
            int number = Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
            assertThat(store.get(path).orElseThrow()).hasSize(90_000 + number).containsOnly(number);
        }
        assertNothingIsStaged();
    }

    /** The path when it was stored, nothing when there was no room. */
    private String write(String path, byte[] content, boolean conditional) {
        try {
            if (conditional) {
                assertThat(store.putIfAbsent(path, content)).isTrue();
            } else {
                store.put(path, content);
            }
            return path;
        } catch (ArtifactException e) {
            assertThat(e.kind()).isEqualTo(Kind.FULL);
            return "";
        }
    }

    private void assertNothingIsStaged() throws IOException {
        try (Stream<Path> staged = Files.list(disk.resolve(".staging"))) {
            assertThat(staged).isEmpty();
        }
    }

    @Test
    void afterSpaceWasMadeTheSameWriteSucceeds() {
        store.put("large", new byte[700_000]);
        assertThat(catchThrowableOfType(ArtifactException.class, () -> store.put("b", new byte[700_000]))
                        .kind())
                .isEqualTo(Kind.FULL);

        store.delete("large");
        store.put("b", new byte[700_000]);

        assertThat(store.list("")).containsExactly("b");
    }

    @Test
    void aReadOnlyFileSystemIsNamedAndCanStillBeRead() throws Exception {
        store.put("a", bytes("x"));
        assumeTrue(run("mount", "-o", "remount,ro", disk.toString()), "needs root to mount");
        ArtifactStore readOnly = ArtifactStore.open(disk.toString());

        ArtifactException put = catchThrowableOfType(ArtifactException.class, () -> readOnly.put("b", bytes("y")));
        ArtifactException delete = catchThrowableOfType(ArtifactException.class, () -> readOnly.delete("a"));

        assertThat(put.kind()).isEqualTo(Kind.DENIED);
        assertThat(put).hasMessageContaining(disk.resolve("b").toString()).hasMessageContaining("permissions");
        assertThat(delete.kind()).isEqualTo(Kind.DENIED);
        assertThat(readOnly.get("a")).contains(bytes("x"));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
