package dev.muster.contract;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to reach a cluster, or how to start one inside this process.
 *
 * @param name under which the ledger records attempts there; unique to the process for an embedded one
 * @param rayAddress as in {@code RAY_ADDRESS}
 * @param artifacts address of the artifact store, such as {@code file:///var/lib/muster/artifacts}
 * @param cache folder for prepared datasets
 * @param slots attempts at a time; 0 leaves it to the cluster (embedded: one a core)
 * @param heartbeat between signs of life of an attempt; well below the lease
 */
public record ClusterConfig(
        String name, String rayAddress, String artifacts, Path cache, int slots, Duration heartbeat) {}
