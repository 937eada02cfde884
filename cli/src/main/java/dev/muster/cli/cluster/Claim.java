package dev.muster.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Slot} that is this keeper's, by a port of it that nobody else can listen on meanwhile.
 *
 * @param holder the socket on that port
 * @param state where the cluster is now
 */
record Claim(ServerSocket holder, ClusterState state) implements AutoCloseable {
    /**
     * The slot that the cluster had, if it is free or the cluster's own processes still live there; otherwise the first
     * that is free.
     */
    static Claim take(ClusterFolder folder, ClusterSpec spec) throws IOException {
        Optional<ClusterState> before = ClusterState.read(folder.state());
        List<ClusterState.Member> alive = before.map(ClusterState::members).orElse(List.of()).stream()
                .filter(member -> member.process().alive().isPresent())
                .toList();
        boolean lives = alive.stream().anyMatch(member -> member.name().equals(Members.HEAD))
                && before.get().hosts().size() == spec.nodes();
        if (!lives) {
            new ClusterProcesses(folder, spec.temp()).end(java.time.Duration.ofSeconds(2));
        }
        int preferred = before.map(ClusterState::slot)
                .orElseGet(() -> Math.floorMod(folder.path().hashCode(), Slot.COUNT));
        for (Slot slot : Slot.from(preferred)) {
            boolean mine = lives && slot.number() == preferred;
            Optional<ServerSocket> holder = claim(slot, mine ? 0 : spec.nodes());
            if (holder.isPresent()) {
                List<String> hosts = mine ? before.get().hosts() : Hosts.of(slot, spec.nodes());
                return new Claim(
                        holder.get(),
                        new ClusterState(
                                slot.number(), hosts, Pid.of(ProcessHandle.current()), mine ? alive : List.of()));
            }
        }
        throw new LocalClusterException("no room for one more cluster: all ports from 21000 to 30999 are in use");
    }

    /** Listens on the slot's port, when those for so many nodes are free too. */
    private static Optional<ServerSocket> claim(Slot slot, int nodes) {
        try {
            ServerSocket holder = listen(slot.claim(), InetAddress.getLoopbackAddress());
            boolean free =
                    nodes == 0 || slot.ports(nodes).stream().allMatch(port -> port == slot.claim() || free(port));
            if (free) {
                return Optional.of(holder);
            }
            holder.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** On all addresses at once, as Ray listens on most of them. */
    private static boolean free(int port) {
        try {
            listen(port, new InetSocketAddress(0).getAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port, InetAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
        return socket;
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
