package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import dev.muster.tests.kill.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** <em>train</em> is a driver of its own on a node of the cluster ({@code RAY_ADDRESS=host:port}), past the gateway. */
@Timeout(400)
@EnabledIfEnvironmentVariable(named = "MUSTER_RAY", matches = ".+", disabledReason = "it names no Ray to test with")
class AttachedIT {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String NAME = "attached";

    @TempDir
    private Path folder;

    private static DeathCluster cluster;

    @BeforeAll
    static void up() throws Exception {
        // A new one: trainers of another's gateway would hold the cores, and would for five minutes.
        DeathCluster.down();
        cluster = DeathCluster.up();
    }

    @AfterAll
    static void down() {
        DeathCluster.down();
    }

    @Test
    void aBatchIsTrainedOnTheClusterWithoutItsGateway() throws Exception {
        JsonNode status = Command.start(cluster.home(), Map.of(), "cluster", "status", "deaths", "--json")
                .json();
        String address = status.path("ray").asText();
        Map<String, String> variables = Map.of(
                "MUSTER_CLUSTER",
                NAME,
                "RAY_ADDRESS",
                address,
                "MUSTER_NODE_IP",
                address.substring(0, address.indexOf(':')),
                "RAY_AUTH_MODE",
                "token",
                "RAY_AUTH_TOKEN_PATH",
                status.path("token").asText(),
                "MUSTER_RAY_JAR",
                jar().toString());
        try (ThreeFunctions functions = new ThreeFunctions(folder, cluster.home(), variables, LEASE)) {
            Verdict verdict =
                    functions.train(NAME, new GatewayCalls(cluster.access())).verdict();

            assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
            assertThat(verdict.jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.attempts()).isEqualTo(1));
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("MUSTER_RAY"), "lib"))) {
            return files.filter(file -> file.endsWith("ray/jars/ray_dist.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
