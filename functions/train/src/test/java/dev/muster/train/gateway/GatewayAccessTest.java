package dev.muster.train.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.TrainingClusterProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAccessTest {
    @TempDir
    Path folder;

    @Test
    void theEnvironmentSaysItAll() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(GatewayAccess.of(Map.of(
                        "MUSTER_GATEWAY_KEYSTORE", file.toString(),
                        "MUSTER_GATEWAY_TOKEN_FILE", file.toString(),
                        "MUSTER_GATEWAY_CHANNEL", "mine",
                        "RETRY_ATTEMPTS", "5",
                        "RETRY_DELAY", "0.5")))
                .isEqualTo(new GatewayAccess(
                        new GatewayAccess.Keys(file, null, null),
                        file,
                        "mine",
                        new RetryPolicy(5, Duration.ofMillis(500))));
        assertThat(GatewayAccess.of(Map.of("MUSTER_GATEWAY_TOKEN_FILE", file.toString()))
                        .retry())
                .isEqualTo(RetryPolicy.DEFAULT);
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThatThrownBy(() -> GatewayAccess.of(Map.of(
                        "MUSTER_GATEWAY_TRUSTSTORE", "/nowhere",
                        "MUSTER_GATEWAY_CHANNEL", "../x",
                        "RETRY_ATTEMPTS", "many")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "MUSTER_GATEWAY_KEYSTORE", "MUSTER_GATEWAY_TRUSTSTORE", "../x", "RETRY_ATTEMPTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost", "http://10.0.0.1:80", "https://user@host", "https://host/path", "https://h?q"
            })
    void onlyTheAddressOfAGatewayIsTaken(String address) {
        GatewayAccess access =
                new GatewayAccess(new GatewayAccess.Keys(null, null, null), null, null, RetryPolicy.DEFAULT);
        ClusterConfig config = new ClusterConfig("c", address, "file:///a", Path.of("cache"), 0, Duration.ofSeconds(1));

        assertThat(new GatewayClusterProvider().handles(address)).isTrue();
        assertThatThrownBy(() -> GatewayCluster.open(config, access, event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write https://host");
    }

    @Test
    void theProviderIsFoundAndLeavesOtherAddressesAlone() {
        assertThat(ServiceLoader.load(TrainingClusterProvider.class).stream().map(ServiceLoader.Provider::type))
                .contains(GatewayClusterProvider.class);
        assertThat(new GatewayClusterProvider().handles("auto")).isFalse();
        assertThat(new GatewayClusterProvider().handles("host:6379")).isFalse();
    }
}
