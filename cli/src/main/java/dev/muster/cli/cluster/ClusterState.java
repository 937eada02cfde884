package dev.muster.cli.cluster;

import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster is, as its keeper last saw it.
 *
 * @param slot number of its {@link Slot}
 * @param hosts address of each node, the head first
 * @param keeper process that watches it
 * @param members head, other nodes, gateway
 */
record ClusterState(int slot, List<String> hosts, Pid keeper, List<Member> members) {
    ClusterState {
        hosts = List.copyOf(hosts);
        members = List.copyOf(members);
    }

    static Optional<ClusterState> read(Path file) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), ClusterState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        PrivateFiles.write(file, Json.bytes(this));
    }

    Slot where() {
        return new Slot(slot);
    }

    String head() {
        return hosts.get(0);
    }

    /** Ray's own address, as in {@code RAY_ADDRESS}. */
    String rayAddress() {
        return head() + ":" + where().gcs();
    }

    String dashboard() {
        return "http://" + head() + ":" + where().dashboard();
    }

    String gateway() {
        return "https://127.0.0.1:" + where().gateway();
    }

    /** Whether all answered and live still: the keeper looks only now and then. */
    boolean ready() {
        return !members.isEmpty()
                && members.stream()
                        .allMatch(member ->
                                member.ready() && member.process().alive().isPresent());
    }

    /**
     * A process of the cluster and all that it starts.
     *
     * @param name {@code head}, {@code node-2}, …, {@code gateway}
     * @param process that stands for it; none while it waits to be started
     * @param ready whether it answered since it was started
     * @param starts since the keeper began
     */
    record Member(String name, Pid process, boolean ready, int starts) {}
}
