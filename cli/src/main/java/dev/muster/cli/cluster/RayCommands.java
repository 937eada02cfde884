package dev.muster.cli.cluster;

import dev.muster.cli.cluster.Slot.Service;
import dev.muster.contract.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is called to start the nodes of a cluster. */
final class RayCommands {
    private static final long OBJECT_STORE = 250L << 20;

    /**
     * A node that is gone refuses three calls in a row and is noticed within four seconds; one that is only slow, on a
     * busy machine, has four times as long. Ray's own figures make it half a minute.
     */
    private static final Map<String, Integer> SYSTEM = Map.of(
            "health_check_initial_delay_ms", 5000,
            "health_check_period_ms", 1000,
            "health_check_timeout_ms", 3000,
            "health_check_failure_threshold", 3,
            "gcs_rpc_server_reconnect_timeout_s", 10);

    private final ClusterSpec spec;
    private final ClusterState state;

    RayCommands(ClusterSpec spec, ClusterState state) {
        this.spec = spec;
        this.state = state;
    }

    /** The head, which is node 1. */
    List<String> head() {
        List<String> command = start();
        Slot slot = state.where();
        command.addAll(List.of(
                "--head",
                "--port=" + slot.gcs(),
                "--dashboard-host=" + state.head(),
                "--dashboard-port=" + slot.dashboard(),
                "--ray-client-server-port=" + slot.rayClient(),
                "--system-config=" + Json.text(SYSTEM)));
        command.addAll(node(1));
        return command;
    }

    /** Another node, from 2. */
    List<String> worker(int node) {
        List<String> command = start();
        command.add("--address=" + state.rayAddress());
        command.addAll(node(node));
        return command;
    }

    private List<String> start() {
        // By the interpreter: the script's own first line breaks on long paths and on spaces.
        Path script = spec.ray().resolve("bin/ray");
        return new ArrayList<>(List.of(spec.python().toString(), script.toString(), "start", "--block"));
    }

    private List<String> node(int node) {
        Slot slot = state.where();
        return List.of(
                "--node-ip-address=" + state.hosts().get(node - 1),
                "--num-cpus=" + spec.cpus(),
                "--temp-dir=" + ClusterSpec.temp(spec.temp(), node),
                "--object-store-memory=" + OBJECT_STORE,
                "--object-manager-port=" + slot.port(node, Service.OBJECT_MANAGER),
                "--node-manager-port=" + slot.port(node, Service.NODE_MANAGER),
                "--dashboard-agent-listen-port=" + slot.port(node, Service.AGENT_HTTP),
                "--dashboard-agent-grpc-port=" + slot.port(node, Service.AGENT_GRPC),
                "--runtime-env-agent-port=" + slot.port(node, Service.RUNTIME_ENV_AGENT),
                "--metrics-export-port=" + slot.port(node, Service.METRICS),
                "--log-color=false");
    }
}
