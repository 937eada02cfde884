package dev.muster.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final EventSink NOWHERE = event -> {};

    @Test
    void theAdapterThatHandlesTheAddressConnects() {
        TrainingCluster cluster =
                Clusters.connect(at("host:6379"), NOWHERE, List.of(new Adapter("local"), new Adapter("host:6379")));

        assertThat(cluster.name()).isEqualTo("host:6379");
    }

    @Test
    void anAddressThatNobodyHandlesIsAnsweredWithTheFormsThereAre() {
        assertThatThrownBy(() -> Clusters.connect(at("ray://x"), NOWHERE, List.of(new Adapter("local"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RAY_ADDRESS is 'ray://x'")
                .hasMessageContainingAll("local", "auto", "host:port", "https://", Adapter.class.getName());
        assertThatThrownBy(() -> Clusters.connect(at("local"), NOWHERE, List.of()))
                .hasMessageContaining("Adapters on the class path: none");
    }

    private static ClusterConfig at(String address) {
        return new ClusterConfig("c", address, "file:///tmp", Path.of("cache"), 1, Duration.ofSeconds(1));
    }

    private record Adapter(String address) implements TrainingClusterProvider {
        @Override
        public boolean handles(String rayAddress) {
            return rayAddress.equals(address);
        }

        @Override
        public TrainingCluster connect(ClusterConfig config, EventSink events) {
            return new FakeCluster(address, 1);
        }
    }
}
