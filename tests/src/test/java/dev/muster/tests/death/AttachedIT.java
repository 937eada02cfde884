package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.cluster.ClusterView;
import dev.muster.cli.cluster.LocalClusters;
import dev.muster.cli.cluster.RayEnvironment;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
        ClusterView view = new LocalClusters(cluster.home(), Clock.systemUTC(), line -> {})
                .status(cluster.access().name());
        RayEnvironment ray = new RayEnvironment(Path.of(System.getenv("MUSTER_RAY")));
        Map<String, String> variables = Map.of(
                "MUSTER_CLUSTER", NAME,
                "RAY_ADDRESS", view.ray(),
                "MUSTER_NODE_IP", view.ray().substring(0, view.ray().indexOf(':')),
                "RAY_AUTH_MODE", "token",
                "RAY_AUTH_TOKEN_PATH", view.token(),
                "MUSTER_RAY_JAR", ray.jar().toString());
        try (ThreeFunctions functions = new ThreeFunctions(folder, cluster.home(), variables, LEASE)) {
            Verdict verdict =
                    functions.train(NAME, new GatewayCalls(cluster.access())).verdict();

            assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
            assertThat(verdict.jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.attempts()).isEqualTo(1));
        }
    }
}
