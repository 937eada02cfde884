package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ray would answer by ending the process is answered by a sentence here. */
class RayAddressTest {
    @TempDir
    Path folder;

    @Test
    void autoIsTheClusterThatThisHostIsANodeOf() throws Exception {
        try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + head.getLocalPort();
            Files.writeString(folder.resolve("ray_current_cluster"), address + "\n");

            RayAddress found = RayAddress.resolve("auto", Map.of("RAY_TMPDIR", folder.toString()));

            assertThat(found).isEqualTo(new RayAddress(address, "127.0.0.1"));
        }
    }

    @Test
    void theNodeCanBeNamed() throws Exception {
        try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + head.getLocalPort();

            assertThat(RayAddress.resolve(address, Map.of("MUSTER_NODE_IP", "127.0.0.9"))
                            .node())
                    .isEqualTo("127.0.0.9");
        }
    }

    @Test
    void autoWithoutANodeSaysHowToGetOne() {
        assertThatThrownBy(() -> RayAddress.resolve("auto", Map.of("RAY_TMPDIR", folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no Ray node runs on this host")
                .hasMessageContaining("ray start");
    }

    @Test
    void aHeadThatNobodyAnswersForIsNamed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThatThrownBy(() -> RayAddress.resolve("127.0.0.1:" + port, Map.of()))
                .hasMessageContaining("nobody answers at RAY_ADDRESS 127.0.0.1:" + port);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> RayAddress.resolve("ray://host:10001", Map.of()))
                .hasMessageContaining("write auto, or host:port");
    }

    @Test
    void anAddressOfAnotherHostIsRefusedBeforeRayIsAsked() {
        assertThatThrownBy(() -> RayProperties.requireNode(new RayAddress("192.0.2.1:6379", "192.0.2.1")))
                .hasMessageContaining("192.0.2.1 is no address of this host");
    }

    @Test
    void theJarOfTheLocalModeIsRefusedOnACluster() {
        assertThatThrownBy(RayProperties::requireClustersOwnJar)
                .hasMessageContaining("ray-api-")
                .hasMessageContaining("ray_dist.jar");
    }

    @Test
    void aVersionThatWasNeverTestedIsRefusedUnlessWanted() {
        RayOptions options = RayOptions.of(new RayAddress("127.0.0.1:1", "127.0.0.1"));
        ClusterRay.Versions old = new ClusterRay.Versions("2.39.0", "3.11.7");

        options.requireTested(new ClusterRay.Versions("2.60.0", "3.11.7"));
        assertThatThrownBy(() -> options.requireTested(old)).hasMessageContaining("2.39.0", "[2.60.0]");
        new RayOptions(options.address(), options.grace(), options.idle(), options.promised(), true).requireTested(old);
    }
}
