package dev.muster.cli.cluster;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Addresses for the nodes of a cluster. Linux has all of 127.0.0.0/8 on the loopback interface; macOS has 127.0.0.1
 * alone, which Ray replaces by the machine's outside address.
 */
final class Hosts {
    private Hosts() {}

    /**
     * An address for each node.
     *
     * @throws LocalClusterException when there are not enough; the message says how to add some
     */
    static List<String> of(Slot slot, int nodes) {
        List<String> loopback =
                IntStream.rangeClosed(1, nodes).mapToObj(slot::host).toList();
        List<String> missing = loopback.stream().filter(host -> !mine(host)).toList();
        if (missing.isEmpty()) {
            return loopback;
        }
        if (nodes == 1) {
            return List.of(outside(missing));
        }
        throw new LocalClusterException("this machine has no address for each of " + nodes
                + " nodes; use --nodes 1, or add them: " + aliases(missing));
    }

    private static boolean mine(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String outside(List<String> missing) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElseThrow(() -> new LocalClusterException(
                            "this machine has no address that Ray can use; add one: " + aliases(missing)));
        } catch (SocketException e) {
            throw new LocalClusterException("the addresses of this machine cannot be read", e);
        }
    }

    private static String aliases(List<String> missing) {
        return missing.stream().map(host -> "sudo ifconfig lo0 alias " + host).collect(Collectors.joining("; "));
    }
}
