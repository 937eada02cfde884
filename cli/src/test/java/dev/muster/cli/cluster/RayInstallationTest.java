package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a Python that only makes folders. */
class RayInstallationTest {
    private static final String VERSION = RayEnvironment.VERSION;

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void makesItsHomeAndNothingElseInIt() throws IOException {
        Path python = program(folder.resolve("python3"), """
                case "$1 $2" in
                    "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python3" ;;
                    "-m pip") ;;
                    *) echo 3.11 ;;
                esac
                """);
        RayInstallation installation = new RayInstallation(folder.resolve("home"), said::add);

        Path made = installation.ensure(Optional.empty(), Optional.of(python), "");

        assertThat(made).isEqualTo(folder.resolve("home/ray").resolve(VERSION));
        try (Stream<Path> files = Files.list(folder.resolve("home/ray"))) {
            assertThat(files)
                    .map(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(VERSION, VERSION + ".lock", VERSION + ".log");
        }
    }

    /** Of an environment of somebody else's making nothing is in the home yet. */
    @Test
    void addsToAnEnvironmentOnce() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own/bin"));
        program(own.resolve("python3"), "exit 0");
        Path requirements = Files.writeString(folder.resolve("requirements.txt"), "scikit-learn");
        RayInstallation installation = new RayInstallation(folder.resolve("home"), said::add);

        installation.add(own.getParent(), requirements);
        installation.add(own.getParent(), requirements);

        assertThat(said).singleElement().asString().startsWith("installing what " + requirements);
    }

    private static Path program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
