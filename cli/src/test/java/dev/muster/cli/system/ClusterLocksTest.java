package dev.muster.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLocksTest {
    @TempDir
    private Path directory;

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
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("guard");
        }
    }
}
