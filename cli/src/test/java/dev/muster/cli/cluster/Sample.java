package dev.muster.cli.cluster;

import java.nio.file.Path;
import java.util.List;

/** A cluster of two nodes, on paper. */
final class Sample {
    static final ClusterFolder FOLDER = ClusterFolder.of(Path.of("/home/me/.muster"), "local");
    static final ClusterSpec SPEC = new ClusterSpec(
            "local",
            2,
            3,
            Path.of("/home/me/.muster"),
            Path.of("/repo"),
            Path.of("/home/me/.muster/ray/2.60.0"),
            Path.of("/jdk"),
            Path.of("/tmp/m-1"),
            null,
            "muster-me");
    static final ClusterState STATE = new ClusterState(4, List.of("127.88.5.2", "127.88.5.3"), Pid.NONE, List.of());

    private Sample() {}
}
