package dev.muster.train;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.TrainingCluster;
import dev.muster.ledger.Claims;
import dev.muster.ledger.Doors;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims queued jobs up to the room that the clusters have and submits them; where urgent ones find none it has others
 * make room. Passes cancellations on when a batch has its verdict and on a sweep, which also drops what has expired and
 * ends lost attempts. Every event is only a wake-up: what is to be done stands in the ledger. Emits nothing.
 * Thread-safe; wake-ups that come together share one round, so they never claim the same room twice.
 */
public final class Train implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Train.class);

    /** The Trigger selects no other ticks than those of the sweep's source. */
    private static final Set<String> SWEEPS = Set.of(EventTypes.SWEEP_REQUESTED, EventTypes.PING);

    private final Claims claims;
    private final List<TrainingCluster> clusters;
    private final TrainConfig config;
    private final Rounds rounds = new Rounds();

    /**
     * Serves these clusters.
     *
     * @param clusters at least one, with different names
     */
    public Train(Doors ledger, List<? extends TrainingCluster> clusters, TrainConfig config) {
        this.claims = ledger.claims(config.queue());
        this.clusters = List.copyOf(clusters);
        this.config = config;
        long names = clusters.stream().map(TrainingCluster::name).distinct().count();
        if (clusters.isEmpty() || names < clusters.size()) {
            throw new IllegalArgumentException("train needs at least one cluster, and each by its own name: "
                    + clusters.stream().map(TrainingCluster::name).toList());
        }
    }

    /**
     * Does what can be done now.
     *
     * @throws RuntimeException when no cluster could be reached. While one could, the others are left to the next
     *     sweep, and what was meant for them is queued again.
     */
    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        Failures stops = new Failures();
        if (SWEEPS.contains(event.getType())) {
            drop();
            stop(lost(), stops);
        } else if (event.getType().equals(EventTypes.BATCH_COMPLETED)) {
            stop(List.of(), stops);
        }
        rounds.join(() -> {
            Failures failures = new Failures();
            fill(failures);
            failures.settle(clusters.size());
        });
        stops.settle(clusters.size());
        return List.of();
    }

    private void drop() {
        List<BatchId> expired = claims.drop();
        if (!expired.isEmpty()) {
            LOG.info("{} batches expired before all of their jobs had started: {}", expired.size(), expired);
        }
    }

    private List<Attempt> lost() {
        List<Attempt> lost = claims.expire(config.lease());
        if (!lost.isEmpty()) {
            LOG.warn("{} attempts gave no sign of life and are queued again: {}", lost.size(), lost);
        }
        return lost;
    }

    private void stop(List<Attempt> lost, Failures failures) {
        for (TrainingCluster cluster : clusters) {
            // A lost attempt may still run there; its reports no longer count, so it only wastes a slot.
            List<Attempt> unwanted = new ArrayList<>(lost);
            unwanted.addAll(claims.unwanted(cluster.name()));
            if (!unwanted.isEmpty()) {
                failures.catching(cluster.name(), () -> cluster.cancel(unwanted));
            }
        }
    }

    private void fill(Failures failures) {
        List<Room> rooms = new ArrayList<>();
        clusters.forEach(cluster ->
                failures.catching(cluster.name(), () -> rooms.add(Room.of(cluster, config.strict()))));
        List<Room> served = new ArrayList<>();
        for (var share = next(rooms); share.isPresent(); share = next(rooms)) {
            Room room = share.get().room();
            int limit = Math.min(config.chunk(), share.get().attempts());
            List<Assignment> chunk =
                    claims.claim(room.cluster().name(), limit, config.lease(), Optional.ofNullable(config.only()));
            rooms.remove(room);
            if (chunk.isEmpty() || failures.catching(room.cluster().name(), () -> submit(room.cluster(), chunk))) {
                // One that got less may have reached a limit of its own: the others are asked all the same.
                (chunk.size() == limit ? rooms : served).add(room.less(chunk.size()));
            }
        }
        served.addAll(rooms);
        if (config.only() == null) {
            served.forEach(room -> failures.catching(room.cluster().name(), () -> makeRoom(room)));
        }
    }

    /** What was marked to make room is asked again by every sweep, so that nothing is lost where this call is. */
    private void makeRoom(Room room) {
        List<Attempt> leaving = claims.preempt(room.cluster().name(), room.free());
        if (!leaving.isEmpty()) {
            LOG.info(
                    "{} attempts on {} make room: {}",
                    leaving.size(),
                    room.cluster().name(),
                    leaving);
            room.cluster().cancel(leaving);
        }
    }

    private Optional<Room.Share> next(List<Room> rooms) {
        return Room.next(rooms, config.prefetch());
    }

    private void submit(TrainingCluster cluster, List<Assignment> chunk) {
        try {
            cluster.submit(chunk);
            LOG.debug("{} attempts went to {}", chunk.size(), cluster.name());
        } catch (RuntimeException e) {
            List<Attempt> given = chunk.stream().map(Assignment::attempt).toList();
            claims.handBack(given);
            revoke(cluster, given, e);
            throw e;
        }
    }

    /**
     * The cluster may have taken them, and only its answer was lost: they are no longer current and cannot report, but
     * they would take the room of those that come after them. Not before they are handed back: a stop that is reported
     * ends an attempt that is current.
     */
    private static void revoke(TrainingCluster cluster, List<Attempt> attempts, RuntimeException failure) {
        try {
            cluster.cancel(attempts);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
