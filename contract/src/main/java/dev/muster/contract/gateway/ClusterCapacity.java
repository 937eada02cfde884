package dev.muster.contract.gateway;

import java.util.List;
import java.util.Map;

/**
 * What a cluster has, and how much of it Muster's attempts ask for.
 *
 * @param nodes resources of each living node by Ray's names: {@code CPU}, {@code GPU}, {@code memory} (bytes), and
 *     whatever was declared
 * @param running of attempts that have their place
 * @param waiting of attempts inside the gateway that have none yet
 */
public record ClusterCapacity(List<Map<String, Double>> nodes, Demand running, Demand waiting) {
    public ClusterCapacity {
        nodes = nodes.stream().map(Map::copyOf).toList();
    }

    /** Of one resource, on all nodes together. */
    public double total(String resource) {
        return total(nodes, resource);
    }

    /** Of one resource, on some nodes together. */
    public static double total(List<Map<String, Double>> nodes, String resource) {
        return nodes.stream()
                .mapToDouble(node -> node.getOrDefault(resource, 0.0))
                .sum();
    }

    /**
     * What attempts ask for together.
     *
     * @param attempts how many
     * @param cpus cores
     * @param gpus accelerators
     * @param memory bytes
     */
    public record Demand(int attempts, int cpus, int gpus, long memory) {
        /** Of nobody. */
        public static final Demand NONE = new Demand(0, 0, 0, 0);

        /** Of both. */
        public Demand plus(Demand other) {
            return new Demand(attempts + other.attempts, cpus + other.cpus, gpus + other.gpus, memory + other.memory);
        }
    }
}
