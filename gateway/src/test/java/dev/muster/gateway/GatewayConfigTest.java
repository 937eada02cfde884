package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void enough() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        environment.put("MUSTER_ARTIFACTS", "file:///var/lib/muster");
        environment.put("MUSTER_TLS_KEYSTORE", file.toString());
        environment.put("MUSTER_TLS_PASSWORD_FILE", file.toString());
        environment.put("MUSTER_TLS_TRUSTSTORE", file.toString());
    }

    @Test
    void readsWhatIsThereAndFillsInTheRest() {
        environment.put("MUSTER_LISTEN", "127.0.0.1:9443");
        environment.put("MUSTER_GRACE", "2.5");
        environment.put("MUSTER_TLS_CLIENTS", "train, sweeper");
        environment.put("MUSTER_PROMISED_NODES", "CPU=16,GPU=1;CPU=4");

        GatewayConfig config = GatewayConfig.read(environment);

        assertThat(config.listen().getPort()).isEqualTo(9443);
        assertThat(config.grace()).isEqualTo(Duration.ofMillis(2500));
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.identity().clients()).containsExactly("train", "sweeper");
        assertThat(config.promised()).containsExactly(Map.of("CPU", 16.0, "GPU", 1.0), Map.of("CPU", 4.0));
        assertThat(config.programs()).isNull();
        assertThat(config.broker()).isNull();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        environment.remove("MUSTER_ARTIFACTS");
        environment.remove("MUSTER_TLS_TRUSTSTORE");
        environment.put("MUSTER_TLS_KEYSTORE", folder.resolve("absent").toString());
        environment.put("MUSTER_LISTEN", "everywhere");
        environment.put("MUSTER_LEASE", "soon");
        environment.put("MUSTER_PROMISED_NODES", "CPU");

        assertThatThrownBy(() -> GatewayConfig.read(environment))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::place)
                                .containsExactlyInAnyOrder(
                                        "MUSTER_ARTIFACTS",
                                        "MUSTER_TLS_TRUSTSTORE, MUSTER_OIDC_ISSUER",
                                        "MUSTER_TLS_KEYSTORE",
                                        "MUSTER_LISTEN",
                                        "MUSTER_LEASE",
                                        "MUSTER_PROMISED_NODES"));
    }
}
