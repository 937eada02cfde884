package dev.muster.cli.cluster;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables that every process of a cluster has, and so what they hand on to all that they start. */
final class Surroundings {
    /** Carries the cluster's folder: the sign by which its processes are found. */
    static final String SIGN = "MUSTER_CLUSTER_FOLDER";

    /** Of the user's own that would lead Ray or Python elsewhere. */
    private static final List<String> LEFT_OUT =
            List.of("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "JAVA_TOOL_OPTIONS", "CLASSPATH");

    private Surroundings() {}

    static Map<String, String> of(
            Map<String, String> mine, ClusterFolder folder, ClusterSpec spec, ClusterState state) {
        Map<String, String> variables = new TreeMap<>(mine);
        variables.keySet().removeIf(name -> LEFT_OUT.contains(name) || name.startsWith("RAY_"));
        variables.put("RAY_AUTH_MODE", "token");
        variables.put("RAY_AUTH_TOKEN_PATH", folder.token().toString());
        variables.put("RAY_USAGE_STATS_ENABLED", "0");
        variables.put("AUTOSCALER_METRIC_PORT", Integer.toString(state.where().autoscalerMetrics()));
        variables.put("DASHBOARD_METRIC_PORT", Integer.toString(state.where().dashboardMetrics()));
        variables.put("JAVA_HOME", spec.java().toString());
        // Ray starts Java workers by the first java on the path.
        String path =
                spec.java().resolve("bin") + File.pathSeparator + spec.ray().resolve("bin");
        variables.merge("PATH", path, (old, first) -> first + File.pathSeparator + old);
        variables.put(SIGN, folder.path().toString());
        return variables;
    }
}
