package dev.muster.trainer.ray;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to work on a Ray cluster.
 *
 * @param address of head and node
 * @param grace that an attempt has for a checkpoint, once asked to stop
 * @param idle that a trainer actor is kept warm without work
 * @param promised resources of nodes that an autoscaler would add, one entry each
 * @param untested whether to go on with a version of Ray that this was never tested with
 */
public record RayOptions(
        RayAddress address, Duration grace, Duration idle, List<Map<String, Double>> promised, boolean untested) {
    /** Versions of Ray that the tests have passed with. */
    static final Set<String> TESTED = Set.of("2.60.0");

    private static final long SLICE_MILLIS = 250;

    public RayOptions {
        promised = promised.stream().map(Map::copyOf).toList();
    }

    /** Ten seconds of grace, five minutes of warmth, no autoscaler. */
    public static RayOptions of(RayAddress address) {
        return new RayOptions(address, Duration.ofSeconds(10), Duration.ofMinutes(5), List.of(), false);
    }

    Slot.Pace pace() {
        return new Slot.Pace(SLICE_MILLIS, idle.toMillis());
    }

    void requireTested(ClusterRay.Versions versions) {
        if (!untested && !TESTED.contains(versions.ray())) {
            throw new IllegalStateException(
                    "the cluster runs Ray " + versions.ray() + " (Python " + versions.python() + "), tested are "
                            + TESTED + ": upgrade one of both, or set MUSTER_RAY_UNTESTED=yes at your own risk");
        }
    }
}
