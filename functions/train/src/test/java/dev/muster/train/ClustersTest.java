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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void oneAddressNeedsNoNameAndSeveralDo() {
        assertThat(Clusters.named("https://a:8443", "ray")).isEqualTo(Map.of("ray", "https://a:8443"));
        assertThat(Clusters.named("https://a/?x=1", "ray")).isEqualTo(Map.of("ray", "https://a/?x=1"));
        assertThat(Clusters.named("west=auto", "ray")).isEqualTo(Map.of("west", "auto"));
        assertThat(Clusters.named(" west=https://a:8443, east=b:6379 ", "ray"))
                .containsExactly(Map.entry("west", "https://a:8443"), Map.entry("east", "b:6379"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"west=a:1,b:2", "a:1,b:2", "west=a:1,west=b:2", "west=a:1,", "west=,east=b:2", "-=a,b=c"})
    void clustersThatCannotBeToldApartAreRefused(String address) {
        assertThatThrownBy(() -> Clusters.named(address, "ray"))
                .hasMessageContaining("RAY_ADDRESS is '" + address + "'")
                .hasMessageContaining("NAME=ADDRESS");
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
