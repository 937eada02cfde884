package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where everything of one cluster lies.
 *
 * @param path of it, below {@code MUSTER_HOME/ray/clusters}
 */
record ClusterFolder(Path path) {
    private static final Pattern NAME = Pattern.compile("(?!embedded)[a-z][a-z0-9-]{0,31}");
    private static final String ALL = "ray/clusters";

    ClusterFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** The folder of a cluster of this home, made or not. */
    static ClusterFolder of(Path home, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a cluster: '" + name
                    + "': write 1 to 32 lower-case letters, digits and dashes, a letter first and not 'embedded'");
        }
        return new ClusterFolder(home.resolve(ALL).resolve(name));
    }

    /** Of all clusters of this home that were ever started. */
    static List<ClusterFolder> all(Path home) {
        Path clusters = home.resolve(ALL);
        if (!Files.isDirectory(clusters)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(clusters)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(ClusterFolder::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** What was asked for: a {@link ClusterSpec}. */
    Path spec() {
        return path.resolve("cluster.json");
    }

    /** What is: a {@link ClusterState}; only the keeper writes it. */
    Path state() {
        return path.resolve("state.json");
    }

    /** Held by the keeper as long as it lives. */
    Path lock() {
        return path.resolve("keeper.lock");
    }

    /** Held by whoever brings the cluster up or down. */
    Path change() {
        return path.resolve("change.lock");
    }

    /** Ray's token. */
    Path token() {
        return path.resolve("token");
    }

    Path tls() {
        return path.resolve("tls");
    }

    Path spool() {
        return path.resolve("spool");
    }

    /** A copy of what runs on the nodes, so that a build does not change it under a running cluster. */
    Path program() {
        return path.resolve("program");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String member) {
        return logs().resolve(member + ".log");
    }

    /** The working directories of all members; what runs in one is of this cluster. */
    Path work() {
        return path.resolve("work");
    }

    /** The working directory of one member, and so of all that it starts. */
    Path work(String member) {
        return work().resolve(member);
    }

    ClusterFolder made() {
        PrivateFiles.folder(path);
        PrivateFiles.folder(logs());
        PrivateFiles.folder(spool());
        PrivateFiles.folder(work());
        return this;
    }
}
