package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is called to start a cluster. */
class CommandLinesTest {
    private final RayCommands ray = new RayCommands(Sample.SPEC, Sample.STATE);

    @Test
    void everyNodeIsStartedByTheEnvironmentsOwnPython() {
        assertThat(ray.head())
                .startsWith(
                        "/home/me/.muster/ray/2.60.0/bin/python3",
                        "/home/me/.muster/ray/2.60.0/bin/ray",
                        "start",
                        "--block",
                        "--head");
    }

    @Test
    void aNodeJoinsTheHeadAtItsOwnAddress() {
        assertThat(ray.worker(2))
                .contains("--address=127.88.5.2:21401", "--node-ip-address=127.88.5.3", "--num-cpus=3")
                .contains("--temp-dir=/tmp/m-1-2")
                .doesNotContain("--head");
    }

    @Test
    void theHeadListensWhereTheStateSays() {
        assertThat(ray.head())
                .contains(
                        "--node-ip-address=127.88.5.2",
                        "--port=21401",
                        "--dashboard-host=127.88.5.2",
                        "--dashboard-port=21402",
                        "--ray-client-server-port=21403",
                        "--temp-dir=/tmp/m-1");
    }

    @Test
    void noTwoOptionsHaveOnePort() {
        List<String> ports = List.of(ray.head(), ray.worker(2)).stream()
                .flatMap(List::stream)
                .filter(option -> option.contains("port=") && !option.contains("address"))
                .map(option -> option.substring(option.indexOf('=') + 1))
                .toList();

        assertThat(ports).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void theGatewayHasTheClustersOwnRayFirst() {
        List<String> line = new GatewayCommand(Sample.FOLDER, Sample.SPEC, Sample.STATE).line(Path.of("/ray_dist.jar"));

        assertThat(line.get(0)).isEqualTo("/jdk/bin/java");
        assertThat(line)
                .contains("/ray_dist.jar" + File.pathSeparator + Sample.FOLDER.program() + "/lib/*")
                .last()
                .isEqualTo("dev.muster.gateway.Gateway");
    }

    @Test
    void theGatewayIsToldWhereEverythingIs() {
        Map<String, String> variables = new GatewayCommand(Sample.FOLDER, Sample.SPEC, Sample.STATE).variables();

        assertThat(variables)
                .containsEntry("RAY_ADDRESS", "127.88.5.2:21401")
                .containsEntry("MUSTER_NODE_IP", "127.88.5.2")
                .containsEntry("MUSTER_LISTEN", "127.0.0.1:21400")
                .containsEntry("MUSTER_ARTIFACTS", "file:///home/me/.muster/artifacts")
                .containsEntry("MUSTER_TLS_CLIENTS", "muster-me")
                .containsEntry("MUSTER_PROGRAMS", "/repo/programs")
                .containsEntry("MUSTER_RAY_DASHBOARD", "http://127.88.5.2:21402");
    }

    @Test
    void theGatewayRunsTheUsersOwnPrograms() {
        ClusterRequest request = new ClusterRequest(
                Path.of("/home/me/.muster"), Path.of("/repo"), "local", 1, 1, null, null, Path.of("/mine"), "");
        ClusterSpec spec = request.spec(Path.of("/ray"));

        assertThat(new GatewayCommand(Sample.FOLDER, spec, Sample.STATE).variables())
                .containsEntry("MUSTER_PROGRAMS", "/mine");
    }

    /** A secret in a variable could be read from the dashboard. */
    @Test
    void secretsAreFilesAndNeverVariables() {
        Map<String, String> variables = Surroundings.of(
                Map.of("PATH", "/usr/bin", "RAY_ADDRESS", "elsewhere:1", "PYTHONPATH", "/mine"),
                Sample.FOLDER,
                Sample.SPEC,
                Sample.STATE);

        assertThat(variables)
                .containsEntry("RAY_AUTH_MODE", "token")
                .containsEntry("RAY_AUTH_TOKEN_PATH", Sample.FOLDER.token().toString())
                .containsEntry("MUSTER_CLUSTER_FOLDER", Sample.FOLDER.path().toString())
                .doesNotContainKeys("RAY_ADDRESS", "PYTHONPATH", "RAY_AUTH_TOKEN");
        assertThat(variables.get("PATH")).startsWith("/jdk/bin:").endsWith("/usr/bin");
    }
}
