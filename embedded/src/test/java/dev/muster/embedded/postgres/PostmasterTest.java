package dev.muster.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {
    @TempDir
    Path folder;

    @Test
    void aServerIsKnownByItsProgram() throws IOException {
        Path comm = Files.writeString(folder.resolve("comm"), "java\n");

        assertThat(Postmaster.isServer(Optional.of("/opt/bin/postgres"), comm)).isTrue();
        assertThat(Postmaster.isServer(Optional.of("/usr/bin/java"), comm)).isFalse();
    }

    /** Whose program a process runs is not for everyone to read; its short name is. */
    @Test
    void aServerWhoseProgramCannotBeReadIsKnownByItsName() throws IOException {
        Path comm = folder.resolve("comm");

        Files.writeString(comm, "postgres\n");
        assertThat(Postmaster.isServer(Optional.empty(), comm)).isTrue();
        Files.writeString(comm, "java\n");
        assertThat(Postmaster.isServer(Optional.empty(), comm)).isFalse();
    }

    @Test
    void aProcessOfWhichNothingCanBeReadIsTakenForAServer() {
        assertThat(Postmaster.isServer(Optional.empty(), folder.resolve("comm")))
                .isTrue();
    }
}
