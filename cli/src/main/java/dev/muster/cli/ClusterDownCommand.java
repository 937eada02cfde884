package dev.muster.cli;

import dev.muster.cli.cluster.LocalClusters;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code muster cluster down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a cluster: all of its processes and no other's, and Ray's temporary files.",
            "Jobs that run there keep their last checkpoint; the batch can be resumed anywhere."
        },
        footerHeading = "%nExample:%n",
        footer = "  muster cluster down")
final class ClusterDownCommand extends ClusterAction {
    ClusterDownCommand(Environment environment) {
        super(environment);
    }

    @Override
    int act(LocalClusters clusters) {
        int ended = clusters.down(name);
        print(
                Map.of("name", name, "ended", ended),
                () -> terminal()
                        .out()
                        .println(ended == 0 ? name + " was not up" : name + " is down; ended " + ended + " processes"));
        return ExitCode.PASSED;
    }
}
