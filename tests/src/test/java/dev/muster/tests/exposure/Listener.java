package dev.muster.tests.exposure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A port that a process of a cluster listens on, as Linux tells it.
 *
 * @param host to reach it at
 * @param port of it
 * @param offset from the gateway's port
 */
record Listener(String host, int port, int offset) implements Comparable<Listener> {
    private static final Pattern LISTENING = Pattern.compile(" *\\d+: (\\S+):(\\S+) \\S+ 0A .*");
    private static final int INODE = 9;
    private static final String EVERYWHERE = "00000000";

    /** What it is; the first ten ports are the cluster's, then each node has eight, and the rest is for workers. */
    Service service() {
        if (offset < 0 || offset >= 100) {
            return Service.WORKER;
        }
        return offset < 10 ? Service.SHARED.get(offset) : Service.OF_A_NODE.get((offset - 10) % 8);
    }

    String at() {
        return host + ":" + port;
    }

    @Override
    public int compareTo(Listener other) {
        return (port + host).compareTo(other.port + other.host);
    }

    /** All of a cluster; those on all interfaces are reached at its head. */
    static Set<Listener> of(Path cluster, String head, int gateway) throws IOException {
        Set<String> sockets = sockets(cluster);
        Set<Listener> found = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.matches() && sockets.contains(line.strip().split(" +", -1)[INODE])) {
                    int port = Integer.parseInt(matcher.group(2), 16);
                    found.add(new Listener(host(matcher.group(1), head), port, port - gateway));
                }
            }
        }
        return found;
    }

    /** The last four bytes, the last of them first. */
    private static String host(String hex, String head) {
        String last = hex.substring(hex.length() - 8);
        return last.equals(EVERYWHERE)
                ? head
                : Stream.of(6, 4, 2, 0)
                        .map(i -> String.valueOf(Integer.parseInt(last.substring(i, i + 2), 16)))
                        .collect(Collectors.joining("."));
    }

    private static Set<String> sockets(Path cluster) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(it -> mine(it, cluster)).toList()) {
                sockets.addAll(open(process));
            }
        }
        return sockets;
    }

    private static boolean mine(Path process, Path cluster) {
        try {
            return process.getFileName().toString().matches("\\d+")
                    && (Files.readSymbolicLink(process.resolve("cwd")).startsWith(cluster)
                            || Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                                    .contains("=" + cluster + "\0"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> open(Path process) {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            for (Path file : files.toList()) {
                Matcher matcher = Pattern.compile("socket:\\[(\\d+)]").matcher(link(file));
                if (matcher.matches()) {
                    sockets.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            // It has ended.
        }
        return sockets;
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** What listens, and how it speaks. */
    enum Service {
        GATEWAY(Speech.TLS),
        GCS(Speech.GRPC, "ray.rpc.NodeInfoGcsService/GetAllNodeInfo", "ray.rpc.InternalKVGcsService/InternalKVKeys"),
        DASHBOARD(Speech.HTTP),
        RAY_CLIENT(Speech.GRPC, "ray.rpc.RayletDriver/Init", "ray.rpc.RayletDriver/ClusterInfo"),
        CLAIM(Speech.NONE),
        AUTOSCALER_METRICS(Speech.METRICS),
        DASHBOARD_METRICS(Speech.METRICS),
        OBJECT_MANAGER(Speech.GRPC, "ray.rpc.ObjectManagerService/Pull"),
        NODE_MANAGER(
                Speech.GRPC,
                "ray.rpc.NodeManagerService/GetNodeStats",
                "ray.rpc.NodeManagerService/RequestWorkerLease"),
        AGENT_HTTP(Speech.HTTP),
        AGENT_GRPC(Speech.GRPC, "ray.rpc.ReporterService/GetTraceback", "ray.rpc.LogService/ListLogs"),
        RUNTIME_ENV_AGENT(Speech.HTTP),
        METRICS(Speech.METRICS),
        WORKER(Speech.GRPC, "ray.rpc.CoreWorkerService/GetCoreWorkerStats", "ray.rpc.CoreWorkerService/PushTask");

        private static final List<Service> SHARED =
                List.of(GATEWAY, GCS, DASHBOARD, RAY_CLIENT, CLAIM, AUTOSCALER_METRICS, DASHBOARD_METRICS);
        private static final List<Service> OF_A_NODE =
                List.of(OBJECT_MANAGER, NODE_MANAGER, AGENT_HTTP, AGENT_GRPC, RUNTIME_ENV_AGENT, METRICS);

        final Speech speech;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        final List<String> calls;

        Service(Speech speech, String... calls) {
            this.speech = speech;
            this.calls = List.of(calls);
        }
    }

    /** How a port is spoken to. */
    enum Speech {
        TLS,
        GRPC,
        HTTP,
        METRICS,
        NONE
    }
}
