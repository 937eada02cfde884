package dev.muster.cli.cluster;

import dev.muster.contract.Digest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that somebody wants.
 *
 * @param home {@code MUSTER_HOME}
 * @param root of the repository
 * @param name of the cluster
 * @param nodes the head included
 * @param cpus of each node; 0 to share the machine's among the nodes
 * @param ray an environment that the user looks after; null to have one made
 * @param python to make it with; null to look for one
 * @param programs folder of programs; null for the repository's
 * @param path to look for a Python along
 */
public record ClusterRequest(
        Path home,
        Path root,
        String name,
        int nodes,
        int cpus,
        @Nullable Path ray,
        @Nullable Path python,
        @Nullable Path programs,
        String path) {
    /** A node's number is 3 characters, Ray's sockets lie 70 deeper, and systems allow 103 (macOS) or 107. */
    private static final int LONGEST_TEMP = 29;

    private static final int NAME_LENGTH = "muster-".length() + 8;

    ClusterSpec spec(Path environment) {
        int share = Math.max(1, Runtime.getRuntime().availableProcessors() / nodes);
        String user = System.getProperty("user.name");
        return new ClusterSpec(
                name,
                nodes,
                cpus == 0 ? share : cpus,
                home.toAbsolutePath().normalize(),
                root,
                environment.toAbsolutePath().normalize(),
                Path.of(System.getProperty("java.home")),
                temp(ClusterFolder.of(home, name), user),
                programs,
                "muster-" + user.replaceAll("[^A-Za-z0-9_.-]", "-"));
    }

    Path programFolder() {
        return programs == null ? root.resolve("programs") : programs;
    }

    /** Of each cluster its own, and short. */
    static Path temp(ClusterFolder folder, String user) {
        String name = Digest.id("muster-", user, folder.path().toString()).substring(0, NAME_LENGTH);
        return Optional.of(Path.of(System.getProperty("java.io.tmpdir"), name, "t"))
                .filter(path -> path.toString().length() <= LONGEST_TEMP)
                .orElse(Path.of("/tmp", name, "t"));
    }
}
