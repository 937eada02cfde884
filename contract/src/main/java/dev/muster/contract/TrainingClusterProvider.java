package dev.muster.contract;

/**
 * Makes {@link TrainingCluster}s of one kind; found by {@code ServiceLoader}, so that <em>train</em> need not know
 * them.
 */
public interface TrainingClusterProvider {
    /** Whether this kind serves an address: {@code local}, {@code auto}, {@code host:port}, {@code https://…}. */
    boolean handles(String rayAddress);

    /**
     * Connects to a cluster, or starts one inside this process.
     *
     * @param events where the cluster reports
     * @throws ClusterUnavailableException when it cannot be reached
     */
    TrainingCluster connect(ClusterConfig config, EventSink events);
}
