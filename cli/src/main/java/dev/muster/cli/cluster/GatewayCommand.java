package dev.muster.cli.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is called to start the gateway of a cluster, on the head. */
final class GatewayCommand {
    private static final String MAIN = "dev.muster.gateway.Gateway";

    private final ClusterFolder folder;
    private final ClusterSpec spec;
    private final ClusterState state;

    GatewayCommand(ClusterFolder folder, ClusterSpec spec, ClusterState state) {
        this.folder = folder;
        this.spec = spec;
        this.state = state;
    }

    /** The command line: the cluster's own Ray before our jars. */
    List<String> line(Path rayJar) {
        return List.of(
                spec.java().resolve("bin/java").toString(),
                "@" + folder.program().resolve("gateway.options"),
                "-Djava.io.tmpdir=" + folder.work("gateway"),
                "-cp",
                rayJar + File.pathSeparator + folder.program().resolve("lib") + File.separator + "*",
                MAIN);
    }

    /**
     * Variables, beside those that every process of the cluster has; among these is a {@code MUSTER_LEASE} that the
     * cluster was brought up with.
     */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("RAY_ADDRESS", state.rayAddress());
        variables.put("MUSTER_NODE_IP", state.head());
        variables.put("MUSTER_CLUSTER", spec.name());
        variables.put(
                "MUSTER_ARTIFACTS", spec.home().resolve("artifacts").toUri().toString());
        variables.put("MUSTER_CACHE", spec.home().resolve("cache").toString());
        variables.put("MUSTER_LISTEN", "127.0.0.1:" + state.where().gateway());
        Certificates tls = new Certificates(folder.tls());
        variables.put("MUSTER_TLS_KEYSTORE", tls.gateway().toString());
        variables.put("MUSTER_TLS_PASSWORD_FILE", tls.password().toString());
        variables.put("MUSTER_TLS_TRUSTSTORE", tls.trust().toString());
        variables.put("MUSTER_TLS_CLIENTS", spec.client());
        variables.put("MUSTER_SPOOL", folder.spool().toString());
        variables.put("MUSTER_RAY_DASHBOARD", state.dashboard());
        variables.put("MUSTER_PROGRAMS", spec.programFolder().toString());
        variables.put("MUSTER_PYTHON", spec.python().toString());
        return variables;
    }
}
