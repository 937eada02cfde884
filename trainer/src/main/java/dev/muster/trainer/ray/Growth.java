package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import java.util.List;
import java.util.Map;

/**
 * Decides how many actors each pool has: one for each attempt that waits, as far as the cluster's resources go. When
 * they are used up, a pool that has no actor at all gets the place of another pool's. Whether an actor fits on one node
 * is for Ray to find out.
 */
final class Growth {
    /** Brings the pools closer to what they need. */
    synchronized void tend(List<Pool> pools, List<Map<String, Double>> nodes) {
        for (Pool pool : pools) {
            int wanted = pool.board().waiting() - pool.idle();
            int more = 0;
            while (more < wanted && room(pools, pool.resources(), more + 1, nodes)) {
                more++;
            }
            if (more > 0) {
                pool.grow(more);
            } else if (wanted > 0) {
                makeRoom(pools, pool);
            }
        }
    }

    private static boolean room(List<Pool> pools, Resources demand, int more, List<Map<String, Double>> nodes) {
        return ClusterRay.demand(demand).entrySet().stream().allMatch(need -> {
            double used = pools.stream()
                    .mapToDouble(pool -> pool.slots().size()
                            * ClusterRay.demand(pool.resources()).getOrDefault(need.getKey(), 0.0))
                    .sum();
            double total = nodes.stream()
                    .mapToDouble(node -> node.getOrDefault(need.getKey(), 0.0))
                    .sum();
            return used + more * need.getValue() <= total;
        });
    }

    /** Sends actors of other pools away, as many as give enough cores: idle ones, or any for a pool that has none. */
    private static void makeRoom(List<Pool> pools, Pool needy) {
        int cores = needy.resources().cpus();
        for (Pool pool : pools) {
            int spare = pool.board().waiting() == 0 ? pool.idle() : 0;
            int most = needy.slots().isEmpty() ? pool.slots().size() : spare;
            for (int left = most - pool.board().leaving(); pool != needy && left > 0 && cores > 0; left--) {
                pool.board().dismiss();
                cores -= pool.resources().cpus();
            }
        }
    }
}
