package dev.muster.trainer.ray;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.time.InstantSource;

/** Serves {@code RAY_ADDRESS=local} by an {@link EmbeddedCluster}. */
public final class EmbeddedClusterProvider implements TrainingClusterProvider {
    @Override
    public boolean handles(String rayAddress) {
        return rayAddress.equals("local");
    }

    @Override
    public TrainingCluster connect(ClusterConfig config, EventSink events) {
        return new EmbeddedCluster(config, events, InstantSource.system());
    }
}
