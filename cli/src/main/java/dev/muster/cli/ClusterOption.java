package dev.muster.cli;

import dev.muster.cli.cluster.LocalCluster;
import dev.muster.cli.system.MusterConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to train. */
final class ClusterOption {
    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Train on this cluster of this machine (muster cluster up) instead of inside the process.")
    private @Nullable String name;

    /** The configuration with the cluster that was chosen, which must be up. */
    MusterConfig on(MusterConfig config) {
        if (name == null) {
            return config;
        }
        try {
            return config.on(LocalCluster.find(config.home().path(), name));
        } catch (IllegalArgumentException e) {
            throw Trouble.invalid(String.valueOf(e.getMessage()));
        }
    }
}
