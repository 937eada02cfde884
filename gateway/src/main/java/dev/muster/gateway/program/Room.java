package dev.muster.gateway.program;

import dev.muster.contract.Resources;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.trainer.ray.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
        double there = everywhere ? ClusterCapacity.total(nodes, resource) : head().getOrDefault(resource, 0.0);
        return asked <= there
                ? Optional.empty()
                : Optional.of("asks for " + asked + " " + unit + ", but " + where + " " + (long) there);
    }

    /**
     * Whether another program fits beside some; the first always does. On the head only others on the head are in its
     * way: trainers leave there, for good.
     *
     * @param hungry what trainers ask for whose turn comes before
     */
    boolean fits(Claim another, List<Claim> beside, List<Resources> hungry) {
        if (beside.isEmpty() && hungry.isEmpty()) {
            return true;
        }
        Demand all = demand(beside.stream().map(Claim::resources)).plus(demand(hungry.stream()));
        Demand onHead = demand(beside.stream().filter(Claim::onHead).map(Claim::resources));
        Resources asked = another.resources();
        return !nodes.isEmpty()
                && fits(asked, all, name -> ClusterCapacity.total(nodes, name))
                && (!another.onHead() || fits(asked, onHead, name -> head().getOrDefault(name, 0.0)));
    }

    private static boolean fits(Resources asked, Demand taken, ToDoubleFunction<String> there) {
        return fits(asked.cpus(), taken.cpus(), there.applyAsDouble("CPU"))
                && fits(asked.gpus(), taken.gpus(), there.applyAsDouble("GPU"))
                && fits(asked.memory(), taken.memory(), there.applyAsDouble("memory"));
    }

    private static boolean fits(long asked, long taken, double there) {
        return asked == 0 || taken + asked <= there;
    }

    static Demand demand(Stream<Resources> all) {
        return all.map(it -> new Demand(1, it.cpus(), it.gpus(), it.memory())).reduce(Demand.NONE, Demand::plus);
    }

    private Map<String, Double> head() {
        return nodes.stream()
                .filter(node -> node.containsKey(Claim.HEAD))
                .findFirst()
                .orElse(nodes.get(0));
    }
}
