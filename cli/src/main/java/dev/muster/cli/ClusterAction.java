package dev.muster.cli;

import dev.muster.cli.cluster.LocalClusters;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command about one cluster of this machine. */
abstract class ClusterAction extends Action {
    static final String USUAL = "local";

    @Parameters(paramLabel = "NAME", arity = "0..1", index = "0", description = "A cluster (default: " + USUAL + ").")
    String name = USUAL;

    ClusterAction(Environment environment) {
        super(environment);
    }

    @Override
    public final Integer call() {
        try {
            return act(new LocalClusters(home(), environment.clock(), this::say));
        } catch (IllegalArgumentException e) {
            throw Trouble.invalid(String.valueOf(e.getMessage()));
        }
    }

    abstract int act(LocalClusters clusters);

    final Path home() {
        return Settings.home(environment).path();
    }
}
