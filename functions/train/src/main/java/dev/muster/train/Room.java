package dev.muster.train;

import dev.muster.contract.TrainingCluster;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The room that one cluster has.
 *
 * @param cluster with the room
 * @param slots attempts at a time
 * @param running attempts there, those waiting included
 */
record Room(TrainingCluster cluster, int slots, int running) {
    /**
     * The room of a cluster now.
     *
     * @param strict whether no attempt should wait inside the cluster
     */
    static Room of(TrainingCluster cluster, boolean strict) {
        TrainingCluster.Capacity capacity = cluster.capacity();
        return new Room(cluster, capacity.slots() + (strict ? 0 : capacity.ahead()), capacity.running());
    }

    /**
     * The cluster to serve next, and how many attempts it should get: the freest first, and no cluster gets attempts to
     * wait while another has a free slot. A cluster whose waiting attempts are still more than half of the prefetch is
     * left alone, so that claims come in chunks and not one by one.
     */
    static Optional<Share> next(Collection<Room> rooms, int prefetch) {
        Comparator<Room> freest = Comparator.comparingInt(Room::free).thenComparing(room -> room.cluster.name());
        Optional<Room> best = rooms.stream().filter(room -> room.slots > 0).max(freest);
        boolean contested = rooms.stream().filter(room -> room.free() > 0).count() > 1;
        return best.filter(room -> room.free() > 0 || -room.free() * 2 < prefetch)
                .map(room -> new Share(room, contested ? room.free() : room.free() + prefetch));
    }

    /** Negative by as many as wait. */
    int free() {
        return slots - running;
    }

    /** What is left once the cluster took attempts. */
    Room less(int taken) {
        return new Room(cluster, slots, running + taken);
    }

    /** How many attempts go to which cluster. */
    record Share(Room room, int attempts) {}
}
