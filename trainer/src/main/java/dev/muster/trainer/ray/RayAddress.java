package dev.muster.trainer.ray;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a Ray cluster's head is, and the node of it that this process runs on. Resolved here, since Ray's Java driver
 * knows no {@code auto}, aborts the whole process when it finds nobody, and without an address would start a head of
 * its own and stop every other Ray on the host.
 *
 * @param head as {@code host:port}
 * @param node address of this process's node, as Ray knows it
 */
public record RayAddress(String head, String node) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Resolves {@code RAY_ADDRESS}.
     *
     * @param address {@code auto} (the cluster whose node runs on this host) or {@code host:port}
     * @param environment of the process: {@code MUSTER_NODE_IP} where the host has several nodes or interfaces,
     *     {@code RAY_TMPDIR} where Ray does not keep its files under {@code /tmp/ray}
     * @throws IllegalArgumentException when it is no address, or nobody listens there; says what to do
     */
    public static RayAddress resolve(String address, Map<String, String> environment) {
        String head = address.equals("auto") ? current(environment) : address.strip();
        if (!head.matches("[A-Za-z0-9.:\\[\\]_-]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "RAY_ADDRESS is '" + address + "': write auto, or host:port of the cluster's head");
        }
        String own = reach(head);
        return new RayAddress(
                head, Optional.ofNullable(environment.get("MUSTER_NODE_IP")).orElse(own));
    }

    private static String current(Map<String, String> environment) {
        Path file = Path.of(environment.getOrDefault("RAY_TMPDIR", "/tmp/ray"), "ray_current_cluster");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "RAY_ADDRESS is auto, but " + file + " cannot be read, so no Ray node runs on this host; start one"
                            + " with ray start --address=HEAD:PORT, or name a gateway (https://…)",
                    e);
        }
    }

    /** The address that this host has towards the head. */
    private static String reach(String head) {
        int colon = head.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(head.substring(0, colon), Integer.parseInt(head.substring(colon + 1))),
                    Math.toIntExact(PATIENCE.toMillis()));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "nobody answers at RAY_ADDRESS " + head + " (" + e.getMessage() + "); is the cluster's head up?",
                    e);
        }
    }
}
