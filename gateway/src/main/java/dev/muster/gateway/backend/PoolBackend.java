package dev.muster.gateway.backend;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.Fingerprint;
import dev.muster.trainer.ray.RayCluster;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trainer actors on Ray. */
public final class PoolBackend implements Backend {
    private final RayCluster cluster;
    private final Fingerprint fingerprint;

    /**
     * Serves a connected cluster.
     *
     * @param facts about this process, for the fingerprint
     */
    public PoolBackend(RayCluster cluster, Map<String, String> facts) {
        this.cluster = cluster;
        Map<String, String> all = new HashMap<>(facts);
        all.putAll(cluster.versions());
        this.fingerprint = new Fingerprint(cluster.name(), all);
    }

    @Override
    public ClusterCapacity capacity() {
        return cluster.resources();
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public void submit(@Nullable String channel, List<Assignment> assignments) {
        cluster.submit(channel == null ? "" : channel, assignments);
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        cluster.cancel(attempts);
    }

    @Override
    public List<AttemptStatus> attempts() {
        return cluster.attempts();
    }

    @Override
    public Optional<List<String>> log(Attempt attempt, int after) {
        return cluster.log(attempt, after);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
