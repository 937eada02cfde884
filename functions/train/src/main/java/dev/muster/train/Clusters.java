package dev.muster.train;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the adapter that serves a Ray address. */
public final class Clusters {
    private Clusters() {}

    /**
     * Connects to the cluster that a configuration names, by whichever adapter on the class path handles its address.
     *
     * @throws IllegalArgumentException when none does; the message lists the forms an address can have
     * @throws dev.muster.contract.ClusterUnavailableException when the cluster cannot be reached
     */
    public static TrainingCluster connect(ClusterConfig config, EventSink events) {
        List<TrainingClusterProvider> found = ServiceLoader.load(TrainingClusterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return connect(config, events, found);
    }

    static TrainingCluster connect(ClusterConfig config, EventSink events, List<TrainingClusterProvider> found) {
        return found.stream()
                .filter(provider -> provider.handles(config.rayAddress()))
                .findFirst()
                .orElseThrow(() -> unknown(config.rayAddress(), found))
                .connect(config, events);
    }

    private static IllegalArgumentException unknown(String address, List<TrainingClusterProvider> found) {
        List<String> names =
                found.stream().map(provider -> provider.getClass().getName()).toList();
        return new IllegalArgumentException("RAY_ADDRESS is '" + address + "', which no adapter handles. Known forms: "
                + "local (Ray inside this process), auto or host:port (this process runs on a Ray node), "
                + "https://host (a gateway). Adapters on the class path: " + (names.isEmpty() ? "none" : names));
    }
}
