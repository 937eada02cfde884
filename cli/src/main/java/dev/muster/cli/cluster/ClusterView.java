package dev.muster.cli.cluster;

import java.util.List;

/**
 * What there is to see of a cluster.
 *
 * @param name of it
 * @param condition of it
 * @param gateway address of it; empty while the cluster is down
 * @param ray Ray's own address; empty while the cluster is down
 * @param dashboard address of Ray's pages, which want the token; empty while the cluster is down
 * @param token file with Ray's token
 * @param keeper process that watches it; 0 for none
 * @param processes all that belong to it
 * @param members head, other nodes, gateway
 */
public record ClusterView(
        String name,
        Condition condition,
        String gateway,
        String ray,
        String dashboard,
        String token,
        long keeper,
        int processes,
        List<Part> members) {
    public ClusterView {
        members = List.copyOf(members);
    }

    /** How a cluster is. */
    public enum Condition {
        /** Nothing of it runs. */
        DOWN,
        /** On its way, or being repaired. */
        STARTING,
        /** All of it answers. */
        UP,
        /** It runs, but nobody would start again what ends. */
        UNKEPT
    }

    /**
     * A part of a cluster.
     *
     * @param name {@code head}, {@code node-2}, …, {@code gateway}
     * @param address of it
     * @param pid of its first process; 0 for none
     * @param ready whether it does its work
     * @param restarts since the keeper began
     */
    public record Part(String name, String address, long pid, boolean ready, int restarts) {}
}
