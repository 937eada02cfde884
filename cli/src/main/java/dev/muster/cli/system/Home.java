package dev.muster.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The user's directory, where everything is kept between runs.
 *
 * @param path of it ({@code MUSTER_HOME})
 */
public record Home(Path path) {
    public Home {
        path = path.toAbsolutePath().normalize();
    }

    /** Data of the embedded PostgreSQL. */
    public Path ledger() {
        return path.resolve("ledger");
    }

    /** Address of the artifact store, where none is given. */
    public String store() {
        return path.resolve("artifacts").toUri().toString();
    }

    /** What can be computed again: prepared datasets, profiles. */
    public Path cache() {
        return path.resolve("cache");
    }

    /** Locks of the embedded clusters. */
    public Path clusters() {
        return path.resolve("clusters");
    }

    /** What the process says while it runs. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** Reports that found no other place. */
    public Path reports() {
        return path.resolve("reports");
    }

    /** Whether a batch may have been trained here before. */
    public boolean used() {
        return Files.isDirectory(ledger());
    }

    /**
     * Makes the directory.
     *
     * @throws UncheckedIOException when it cannot be made or written
     */
    public Home made() {
        try {
            Files.createDirectories(clusters());
            Files.createDirectories(cache());
            Files.createDirectories(logs());
            Files.createDirectories(reports());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
