package dev.muster.trainer.ray;

import java.util.List;
import java.util.Map;

/** Has pools do what is planned for them. */
final class Growth {
    /** Brings the pools closer to what they, and programs beside them, need. */
    synchronized void tend(List<Pool> pools, List<Map<String, Double>> nodes, List<Claim> claims) {
        List<Staffing> now = pools.stream().map(Pool::staffing).toList();
        List<Plan.Step> steps = new Plan(now, nodes, claims).steps();
        for (int index = 0; index < steps.size(); index++) {
            Plan.Step step = steps.get(index);
            pools.get(index).board().dismiss(step.leave());
            pools.get(index).grow(step.more());
        }
    }
}
