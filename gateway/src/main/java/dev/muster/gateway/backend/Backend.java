package dev.muster.gateway.backend;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs attempts on a cluster: the pool of trainer actors, programs of users. Thread-safe. */
public interface Backend extends AutoCloseable {
    /** What the cluster has, and what is asked of it. */
    ClusterCapacity capacity();

    /** What the cluster is made of. */
    Fingerprint fingerprint();

    /**
     * Starts attempts; idempotent by attempt: of one that is known already nothing changes, and a result that is known
     * is reported once more. One that no node could ever run is reported as failed at once.
     *
     * @param channel that their events belong to; null for the broker
     * @throws dev.muster.contract.ClusterUnavailableException when nothing can be started now
     */
    void submit(@Nullable String channel, List<Assignment> assignments);

    /** Asks attempts to write a checkpoint and stop, and ends those that do not in time; unknown ones are ignored. */
    void cancel(Collection<Attempt> attempts);

    /** All attempts that wait, run, or ended lately. */
    List<AttemptStatus> attempts();

    /**
     * What an attempt had to say.
     *
     * @param after lines to leave out
     * @return empty when the attempt is not known
     */
    Optional<List<String>> log(Attempt attempt, int after);

    /** Stops all attempts, in order. */
    @Override
    void close();
}
