package dev.muster.gateway.program;

import dev.muster.contract.Resources;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes of a cluster have. Programs run on the head; those that are drivers spread over all nodes.
 *
 * @param nodes resources of each, by Ray's names; empty while that is not known
 */
record Room(List<Map<String, Double>> nodes) {
    Room {
        nodes = nodes.stream().map(Map::copyOf).toList();
    }

    /** Why no job could ever get what it asks for, for people; empty when it could. */
    Optional<String> refusal(Resources asked, boolean driver) {
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        String where = driver ? "the cluster has" : "the head has";
        return lack(asked.cpus(), "CPU", driver, "cores", where)
                .or(() -> lack(asked.gpus(), "GPU", driver, "accelerators", where))
                .or(() -> lack(asked.memory(), "memory", false, "bytes of memory", "the head has"));
    }

    private Optional<String> lack(long asked, String resource, boolean everywhere, String unit, String where) {
        double there = everywhere ? total(resource) : head().getOrDefault(resource, 0.0);
        return asked <= there
                ? Optional.empty()
                : Optional.of("asks for " + asked + " " + unit + ", but " + where + " " + (long) there);
    }

    /** Whether another job fits beside some; the first always does. */
    boolean fits(Resources another, Collection<Resources> beside) {
        Demand demand = demand(beside);
        return beside.isEmpty()
                || (demand.cpus() + another.cpus() <= Math.max(1, total("CPU"))
                        && demand.gpus() + another.gpus() <= total("GPU"));
    }

    static Demand demand(Collection<Resources> all) {
        return new Demand(
                all.size(),
                all.stream().mapToInt(Resources::cpus).sum(),
                all.stream().mapToInt(Resources::gpus).sum(),
                all.stream().mapToLong(Resources::memory).sum());
    }

    private double total(String resource) {
        return nodes.stream()
                .mapToDouble(node -> node.getOrDefault(resource, 0.0))
                .sum();
    }

    private Map<String, Double> head() {
        return nodes.stream()
                .filter(node -> node.containsKey(JobOrder.HEAD))
                .findFirst()
                .orElse(nodes.get(0));
    }
}
