package dev.muster.cli.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Python virtual environment with Ray in it.
 *
 * @param path of it
 */
public record RayEnvironment(Path path) {
    /** The one that Muster is tried with. */
    static final String VERSION = "2.60.0";

    Path python() {
        return path.resolve("bin/python3");
    }

    /**
     * Ray's Java side, which the gateway and the workers must have from the very same release.
     *
     * @throws LocalClusterException when there is no Ray in it
     */
    public Path jar() {
        return packages()
                .map(packages -> packages.resolve("ray/jars/ray_dist.jar"))
                .filter(Files::exists)
                .orElseThrow(() -> new LocalClusterException("there is no Ray in " + path));
    }

    /** Whether that version is there; says nothing of whether all of its files are. */
    boolean holds(String version) {
        return Files.isExecutable(python())
                && packages()
                        .filter(packages -> Files.isDirectory(packages.resolve("ray-" + version + ".dist-info")))
                        .isPresent();
    }

    private Optional<Path> packages() {
        Path lib = path.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(lib, "python3.*")) {
            for (Path version : versions) {
                return Optional.of(version.resolve("site-packages"));
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
