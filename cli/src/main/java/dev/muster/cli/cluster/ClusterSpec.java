package dev.muster.cli.cluster;

import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is to be.
 *
 * @param name in the ledger too
 * @param nodes the head included
 * @param cpus of each node
 * @param home {@code MUSTER_HOME}
 * @param root of the repository
 * @param ray virtual environment with Ray
 * @param java home of the Java that runs the gateway and the workers
 * @param temp Ray's own directory on the head, in a folder that nobody else uses: short, since sockets lie in it
 * @param programs folder of programs, with {@code runner.py}; null for the repository's
 * @param client name in the certificate of whoever may call the gateway
 */
record ClusterSpec(
        String name,
        int nodes,
        int cpus,
        Path home,
        Path root,
        Path ray,
        Path java,
        Path temp,
        @Nullable Path programs,
        String client) {
    /** Each node has a block of ports. */
    static final int MOST_NODES = 10;

    ClusterSpec {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new IllegalArgumentException(nodes + " nodes: from 1 to " + MOST_NODES + " are possible");
        }
        if (cpus < 1) {
            throw new IllegalArgumentException(cpus + " cores a node: at least 1 is needed");
        }
    }

    static ClusterSpec read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file), ClusterSpec.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        PrivateFiles.write(file, Json.bytes(this));
    }

    /** Makes the folder that closes Ray's directory off: Ray opens its own to everybody. */
    void closedTemp() {
        PrivateFiles.folder(closed());
    }

    /** Deletes Ray's directories: sockets, logs, libraries of 31 MB a driver. */
    void clearTemp() {
        PrivateFiles.delete(closed());
    }

    private Path closed() {
        return Objects.requireNonNull(temp.getParent());
    }

    /**
     * Ray's own directory on a node. Each has its own, as on machines of their own: in one that they share, a node that
     * unpacks what a program brings takes it from under those that use it already.
     *
     * @param temp the head's
     * @param node from 1, the head
     */
    static Path temp(Path temp, int node) {
        return node == 1 ? temp : Path.of(temp + "-" + node);
    }

    Path programFolder() {
        return programs == null ? root.resolve("programs") : programs;
    }

    Path python() {
        return ray.resolve("bin/python3");
    }
}
