package dev.muster.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLocksTest {
    @TempDir
    Path directory;

    @Test
    void theLivingAreNotBuried() {
        ClusterLocks locks = new ClusterLocks(directory);
        List<String> buried = new ArrayList<>();

        try (ClusterLock first = locks.take();
                ClusterLock second = locks.take()) {
            locks.bury(buried::add);

            assertThat(first.name()).isNotEqualTo(second.name());
        }
        assertThat(buried).isEmpty();
    }

    /** Closing any channel of a file drops the process's lock on it, so whoever looks must not touch its own. */
    @Test
    void whoBuriedLivesOnForOtherProcesses() throws Exception {
        ClusterLocks locks = new ClusterLocks(directory);

        try (ClusterLock lock = locks.take()) {
            locks.bury(name -> {});

            assertThat(buriedByAnotherProcess()).as("%s lives", lock.name()).isEmpty();
        }
    }

    private String buriedByAnotherProcess() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Undertaker.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).as(said).isZero();
        return said;
    }

    /** Prints whom it buries. */
    static final class Undertaker {
        private Undertaker() {}

        public static void main(String[] arguments) {
            new ClusterLocks(Path.of(arguments[0])).bury(System.out::println);
        }
    }

    @Test
    void theDeadAreBuriedOnce() throws IOException {
        Files.createFile(directory.resolve("embedded-99999-1.lock"));
        ClusterLocks locks = new ClusterLocks(directory);
        List<String> buried = new ArrayList<>();

        locks.bury(buried::add);
        locks.bury(buried::add);

        assertThat(buried).containsExactly("embedded-99999-1");
    }

    @Test
    void whoLeavesWhileOthersAreBuriedIsNot() throws IOException {
        Files.createFile(directory.resolve("embedded-99999-1.lock"));
        Path leaving = Files.createFile(directory.resolve("embedded-99999-2.lock"));
        List<String> buried = new ArrayList<>();

        new ClusterLocks(directory).bury(name -> {
            buried.add(name);
            assertThat(leaving.toFile().delete()).isTrue();
        });

        assertThat(buried).containsExactly("embedded-99999-1");
    }

    /** In two containers the command may be process 1, and both may use one ledger. */
    @Test
    void twoHomesNeverShareAName(@TempDir Path other) {
        try (ClusterLock here = new ClusterLocks(directory).take();
                ClusterLock again = new ClusterLocks(directory).take();
                ClusterLock there = new ClusterLocks(other).take()) {
            assertThat(here.name()).isNotEqualTo(there.name());
            assertThat(again.name()).isEqualTo(here.name().replaceFirst("1$", "2"));
        }
    }

    @Test
    void aBurialThatFailedIsRepeated() throws IOException {
        Path file = Files.createFile(directory.resolve("embedded-99999-1.lock"));
        ClusterLocks locks = new ClusterLocks(directory);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> locks.bury(name -> {
                    throw new IllegalStateException("the ledger is away");
                }))
                .hasMessage("the ledger is away");
        assertThat(file).exists();
    }

    @Test
    void whoLeavesInOrderLeavesNoTrace() throws IOException {
        new ClusterLocks(directory).take().close();

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("guard", "home");
        }
    }
}
