package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nodes of a cluster, those that an autoscaler would add included.
 *
 * @param resources of each by Ray's names
 */
record Nodes(List<Map<String, Double>> resources) {
    private static final List<String> ASKED_FOR = List.of("CPU", "GPU", "memory");

    /** Why no node could ever give what a job asks for, for people; empty when one could. Ray would wait for ever. */
    Optional<String> refusal(Resources asked, String cluster) {
        return give(asked)
                ? Optional.empty()
                : Optional.of("asks for " + words(ClusterRay.demand(asked)) + ", which no node of cluster " + cluster
                        + " has; its nodes have "
                        + resources.stream().map(Nodes::words).distinct().toList()
                        + ": ask for less, or add such a node");
    }

    /** Whether one of them has all of it. */
    boolean give(Resources asked) {
        Map<String, Double> demand = ClusterRay.demand(asked);
        return resources.stream().anyMatch(node -> gives(node, demand));
    }

    private static boolean gives(Map<String, Double> node, Map<String, Double> demand) {
        return demand.entrySet().stream().allMatch(need -> node.getOrDefault(need.getKey(), 0.0) >= need.getValue());
    }

    private static Map<String, Long> words(Map<String, Double> resources) {
        Map<String, Long> words = new TreeMap<>();
        for (String name : ASKED_FOR) {
            Double there = resources.get(name);
            if (there != null) {
                words.put(name, there.longValue());
            }
        }
        return words;
    }
}
