package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pythons that only say what they are. */
class PythonsTest {
    @TempDir
    private Path folder;

    @Test
    void theBestTriedVersionWins() throws IOException {
        python("python3", "echo 3.12");
        Path best = python("python3.11", "echo 3.11");

        assertThat(pythons().find(Optional.empty())).isEqualTo(best);
    }

    /** As pyenv leaves them for versions that are not chosen. */
    @Test
    void oneThatDoesNotWorkIsPassedOver() throws IOException {
        python("python3.11", "echo 'command not found' >&2; exit 127");
        Path other = python("python3.10", "echo 3.10");

        assertThat(pythons().find(Optional.empty())).isEqualTo(other);
    }

    @Test
    void whatIsMissingIsSaidOfEach() throws IOException {
        python("python3.11", "printf '3.11\\nensurepip\\n'");
        python("python3", "echo 3.9");

        assertThatThrownBy(() -> pythons().find(Optional.empty()))
                .hasMessageContaining("lacks ensurepip")
                .hasMessageContaining("apt install python3.11-venv")
                .hasMessageContaining("python3 is 3.9")
                .hasMessageContaining("MUSTER_PYTHON");
    }

    @Test
    void noneAtAllIsSaid() {
        assertThatThrownBy(() -> pythons().find(Optional.empty())).hasMessageContaining("no python3 on the PATH");
    }

    @Test
    void theOneThatTheUserNamesIsTheOnlyOne() throws IOException {
        python("python3.11", "echo 3.11");

        assertThatThrownBy(() -> pythons().find(Optional.of(folder.resolve("mine"))))
                .hasMessageContaining("mine cannot be run");
    }

    @Test
    void adviceFitsWhatPipSaid() {
        assertThat(RayInstallation.advice("ERROR: [Errno 28] No space left on device"))
                .contains("make room");
        assertThat(RayInstallation.advice("NewConnectionError: Connection refused"))
                .contains("check the network");
    }

    private Pythons pythons() {
        return new Pythons(folder.toString());
    }

    private Path python(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
