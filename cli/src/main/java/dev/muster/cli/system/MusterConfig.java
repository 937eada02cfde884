package dev.muster.cli.system;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.cluster.LocalCluster;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.validate.ValidateConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded system is set up.
 *
 * @param home where everything is kept
 * @param database a PostgreSQL server; null for the embedded one
 * @param artifacts address of the artifact store
 * @param validate what may be asked for
 * @param rayAddress as in {@code RAY_ADDRESS}
 * @param slots attempts at a time; 0 leaves it to the cluster
 * @param cluster of this machine to train on instead; null to do without
 * @param sweep between two looks for lost, late and stuck work
 * @param queue how teams share the cluster
 */
public record MusterConfig(
        Home home,
        @Nullable LedgerConfig database,
        String artifacts,
        ValidateConfig validate,
        String rayAddress,
        int slots,
        @Nullable LocalCluster cluster,
        Duration sweep,
        QueuePolicy queue) {
    /** The usual time between two sweeps. */
    public static final Duration SWEEP = Duration.ofMillis(500);

    private static final int SWEEPS_A_LEASE = 60;

    /** Everything embedded and as usual. */
    public static MusterConfig embedded(Home home, ValidateConfig validate) {
        return new MusterConfig(home, null, home.store(), validate, "local", 0, null, SWEEP, QueuePolicy.USUAL);
    }

    /** How long an attempt may give no sign of life: sixty sweeps. */
    Duration lease() {
        return sweep.multipliedBy(SWEEPS_A_LEASE);
    }

    /** Opens the artifact store. */
    public ArtifactStore store() {
        return ArtifactStore.open(artifacts);
    }

    /** The same with other rules about what may be asked for. */
    public MusterConfig with(ValidateConfig other) {
        return new MusterConfig(home, database, artifacts, other, rayAddress, slots, cluster, sweep, queue);
    }

    /** The same with other rules of the queue. */
    public MusterConfig queueing(QueuePolicy policy) {
        return new MusterConfig(home, database, artifacts, validate, rayAddress, slots, cluster, sweep, policy);
    }

    /** The same on a cluster of this machine, which keeps what it makes in the same home. */
    public MusterConfig on(LocalCluster other) {
        return new MusterConfig(home, database, home.store(), validate, other.gateway(), slots, other, sweep, queue);
    }
}
