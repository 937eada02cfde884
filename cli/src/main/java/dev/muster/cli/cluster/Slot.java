package dev.muster.cli.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Addresses and ports of a cluster: those of one number, which no other cluster on this machine has. They lie below the
 * ports that systems give away by themselves, so that nobody gets one by chance while a node is down.
 *
 * @param number from 0
 */
record Slot(int number) {
    static final int COUNT = 100;

    private static final int FIRST_PORT = 21_000;
    private static final int PORTS = 100;
    private static final int SHARED = 10;
    private static final int PORTS_A_NODE = 8;

    /** What a node listens on. */
    enum Service {
        OBJECT_MANAGER(0),
        NODE_MANAGER(1),
        AGENT_HTTP(2),
        AGENT_GRPC(3),
        RUNTIME_ENV_AGENT(4),
        METRICS(5);

        private final int offset;

        Service(int offset) {
            this.offset = offset;
        }
    }

    /** Loopback address of a node, the head being node 1. */
    String host(int node) {
        return "127.88." + (number + 1) + "." + (node + 1);
    }

    int gateway() {
        return shared(0);
    }

    int gcs() {
        return shared(1);
    }

    int dashboard() {
        return shared(2);
    }

    int rayClient() {
        return shared(3);
    }

    /** Held by the keeper: who holds it has the slot. */
    int claim() {
        return shared(4);
    }

    int autoscalerMetrics() {
        return shared(5);
    }

    int dashboardMetrics() {
        return shared(6);
    }

    int port(int node, Service service) {
        return shared(SHARED + PORTS_A_NODE * (node - 1) + service.offset);
    }

    /** All ports that must be free before a cluster of so many nodes starts. */
    List<Integer> ports(int nodes) {
        List<Integer> ports = new ArrayList<>(
                List.of(gateway(), gcs(), dashboard(), rayClient(), claim(), autoscalerMetrics(), dashboardMetrics()));
        for (int node = 1; node <= nodes; node++) {
            for (Service service : Service.values()) {
                ports.add(port(node, service));
            }
        }
        return ports;
    }

    /** All slots, a preferred one first. */
    static List<Slot> from(int preferred) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> new Slot((preferred + i) % COUNT))
                .toList();
    }

    private int shared(int offset) {
        return FIRST_PORT + PORTS * number + offset;
    }
}
