package dev.muster.cli.conform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One RayCluster, looked through for what {@link KubeRayRule} says. */
record RayClusterCheck(Manifest cluster, Complaints complaints) {
    /** Beyond that the operator cuts names, and what refers to them by the whole one finds nothing. */
    private static final int LONGEST_NAME = 50;

    private static final int TOKENS_SINCE = 52;

    void run() {
        name();
        version();
        head();
        autoscaler();
        groups();
        data();
    }

    private void name() {
        if (cluster.name().length() > LONGEST_NAME || !cluster.name().matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
            say(
                    cluster.get("metadata", "name"),
                    "is no name that KubeRay takes",
                    "begin with a letter, go on with letters, digits and dashes, " + LONGEST_NAME + " at most");
        }
    }

    private void version() {
        Field version = cluster.get("spec", "rayVersion");
        Field mode = cluster.get("spec", "authOptions", "mode");
        if (!mode.text().equals("token")) {
            say(mode, "lets everybody run code on the cluster", "write token");
        } else if (!version.text().matches("\\d+\\.\\d+\\.\\d+.*")) {
            say(version, "has to say the version, since tokens are asked for", "write it, such as 2.60.0");
        } else if (older(version.text())) {
            say(version, "has no tokens", "use 2." + TOKENS_SINCE + ".0 or newer");
        }
    }

    private static boolean older(String version) {
        String[] parts = version.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        return major < 2 || (major == 2 && Integer.parseInt(parts[1]) < TOKENS_SINCE);
    }

    private void head() {
        Field head = cluster.get("spec", "headGroupSpec");
        node(head);
        for (Field variable : head.get("template", "spec", "containers").items().stream()
                .limit(1)
                .flatMap(container -> container.get("env").items().stream())
                .toList()) {
            if (variable.get("name").text().matches("(RAY_)?REDIS_(ADDRESS|PASSWORD|USERNAME)")) {
                say(variable.get("name"), "is set behind KubeRay's back", "use spec.gcsFaultToleranceOptions");
            }
        }
        Field replaced = cluster.get("spec", "upgradeStrategy", "type");
        if (replaced.text().equals("Recreate")) {
            say(replaced, "ends every job when the spec changes", "write None, and replace the cluster by another");
        }
    }

    private void node(Field group) {
        Field parameters = group.get("rayStartParams");
        if (group.get("template", "spec", "containers").items().isEmpty()) {
            say(group.get("template", "spec", "containers"), "are none", "add the one that runs Ray");
        }
        if (parameters.get("labels").present()) {
            say(parameters.get("labels"), "is refused", "use the group's labels");
        }
        if (group.get("resources").present()
                && Stream.of("num-cpus", "num-gpus", "memory", "resources")
                        .anyMatch(name -> parameters.get(name).present())) {
            say(group.get("resources"), "is also in rayStartParams", "keep one of the two");
        }
    }

    private void autoscaler() {
        boolean on = cluster.get("spec", "enableInTreeAutoscaling").value().asBoolean();
        Field version = cluster.get("spec", "autoscalerOptions", "version");
        boolean gateway = cluster.get("spec", "headGroupSpec", "template", "spec", "containers")
                        .items()
                        .size()
                > 1;
        if (on && gateway && !version.text().equals("v1")) {
            say(
                    version,
                    "may be v2, with which containers of the head are never restarted, the gateway among them",
                    "write v1");
        }
        cluster.pods()
                .map(pod -> pod.get("restartPolicy"))
                .filter(policy -> on && version.text().equals("v2") && policy.present())
                .filter(policy -> !policy.text().equals("Never"))
                .forEach(policy -> say(policy, "is refused with autoscaler v2", "write Never, or leave it out"));
    }

    private void groups() {
        Set<String> names = new HashSet<>();
        List<Field> groups = cluster.get("spec", "workerGroupSpecs").items();
        for (Field group : groups) {
            node(group);
            if (!names.add(group.get("groupName").text())) {
                say(group.get("groupName"), "is that of another group", "give each a name of its own");
            }
            int replicas = group.get("replicas").value().asInt();
            int least = group.get("minReplicas").value().asInt();
            int most = group.get("maxReplicas").value().asInt(Integer.MAX_VALUE);
            if (replicas < least || replicas > most) {
                say(group.get("replicas"), "is not between minReplicas and maxReplicas", "choose one that is");
            }
            if (group.get("suspend").value().asBoolean()) {
                say(group.get("suspend"), "is refused", "set maxReplicas to 0 instead");
            }
        }
    }

    /** The gateway reads a job's data before any worker does, and a job may run on the head too. */
    private void data() {
        Set<String> read = cluster.get("spec", "workerGroupSpecs").items().stream()
                .map(group -> group.get("template", "spec"))
                .flatMap(pod -> pod.get("containers").items().stream().flatMap(container -> claims(pod, container)))
                .collect(Collectors.toCollection(TreeSet::new));
        Field head = cluster.get("spec", "headGroupSpec", "template", "spec");
        for (Field container : head.get("containers").items()) {
            Set<String> missing = new TreeSet<>(read);
            claims(head, container).forEach(missing::remove);
            missing.forEach(path -> say(
                    container.get("volumeMounts"),
                    "lack " + path + ", from which the workers read data",
                    "mount the same claim in each container of the head"));
        }
    }

    /** Where a container sees claims. */
    private static Stream<String> claims(Field pod, Field container) {
        Set<String> volumes = pod.get("volumes").items().stream()
                .filter(volume -> volume.get("persistentVolumeClaim").present())
                .map(volume -> volume.get("name").text())
                .collect(Collectors.toSet());
        return container.get("volumeMounts").items().stream()
                .filter(mount -> volumes.contains(mount.get("name").text()))
                .map(mount -> mount.get("mountPath").text());
    }

    private void say(Field field, String message, String fix) {
        complaints.add(cluster, field, message, fix);
    }
}
