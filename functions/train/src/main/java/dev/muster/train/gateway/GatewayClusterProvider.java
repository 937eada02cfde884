package dev.muster.train.gateway;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.util.Locale;

/** Serves the addresses of gateways, as the environment of this process says. */
public final class GatewayClusterProvider implements TrainingClusterProvider {
    /** Those in clear too, which are then refused with a reason. */
    @Override
    public boolean handles(String rayAddress) {
        String address = rayAddress.toLowerCase(Locale.ROOT);
        return address.startsWith("https://") || address.startsWith("http://");
    }

    @Override
    public TrainingCluster connect(ClusterConfig config, EventSink events) {
        return GatewayCluster.open(config, GatewayAccess.of(System.getenv()), events);
    }
}
