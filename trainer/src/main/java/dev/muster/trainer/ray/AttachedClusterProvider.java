package dev.muster.trainer.ray;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.time.InstantSource;

/** Serves {@code RAY_ADDRESS=auto} and {@code host:port} by a {@link RayCluster}: this process runs on a Ray node. */
public final class AttachedClusterProvider implements TrainingClusterProvider {
    @Override
    public boolean handles(String rayAddress) {
        return rayAddress.equals("auto") || rayAddress.matches("[^/]+:[0-9]+");
    }

    @Override
    public TrainingCluster connect(ClusterConfig config, EventSink events) {
        try {
            RayAddress address = RayAddress.resolve(config.rayAddress(), System.getenv());
            return RayCluster.connect(config, RayOptions.of(address), channel -> events, InstantSource.system());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ClusterUnavailableException(config.name(), e);
        }
    }
}
