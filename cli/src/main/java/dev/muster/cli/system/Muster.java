package dev.muster.cli.system;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.cluster.LocalCluster;
import dev.muster.contract.BatchId;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.edge.Sweeper;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.ledger.Ledger;
import dev.muster.train.Clusters;
import dev.muster.train.Train;
import dev.muster.train.TrainConfig;
import dev.muster.train.gateway.GatewayAccess;
import dev.muster.train.gateway.GatewayCluster;
import dev.muster.validate.Admission;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline in this process. Once open it takes batches; once at work it trains them, in the background, until
 * it is closed. What it leaves undone the next one continues.
 */
public final class Muster implements AutoCloseable {
    private static final int HEARTBEATS_A_LEASE = 6;

    private final MusterConfig config;
    private final Clock clock;
    private final Database database;
    private final ArtifactStore store;
    private final Resolver resolver;
    private final Validate validate;
    private final Broker broker;
    private final Broker deadLetters;
    private final ClusterLock lock;
    private final TrainingCluster cluster;
    private @Nullable Sweeper sweeper;
    private @Nullable Notifier notifier;

    private Muster(MusterConfig config, Resolver resolver, Clock clock, ClusterLock lock, Database database) {
        this.config = config;
        this.resolver = resolver;
        this.clock = clock;
        this.lock = lock;
        this.database = database;
        this.broker = new Broker(Triggers.read(Triggers.BROKER), BrokerOptions.defaults());
        this.deadLetters = DeadLetters.of(broker, database.ledger());
        this.cluster = connect(config, cluster(config, lock.name()), broker);
        this.store = config.store();
        this.validate = Validate.open(config.validate(), resolver, Admission.of(ledger().intake()), clock);
    }

    /** As {@link #open(MusterConfig, Resolver, Clock)}, reading the catalogue first. */
    public static Muster open(MusterConfig config, Clock clock) {
        return open(config, Resolver.open(config.validate()), clock);
    }

    /**
     * Opens the ledger, and begins to start the cluster. Jobs that a dead process of this directory had in hand are
     * queued again.
     */
    public static Muster open(MusterConfig config, Resolver resolver, Clock clock) {
        ClusterLock lock = new ClusterLocks(config.home().made().clusters()).take();
        try {
            return open(config, resolver, clock, lock, Database.open(config, clock));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Muster open(
            MusterConfig config, Resolver resolver, Clock clock, ClusterLock lock, Database database) {
        try {
            return new Muster(config, resolver, clock, lock, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static TrainingCluster connect(MusterConfig config, ClusterConfig cluster, EventSink broker) {
        LocalCluster local = config.cluster();
        if (local == null) {
            return Clusters.connect(cluster, broker);
        }
        GatewayAccess.Keys keys = new GatewayAccess.Keys(local.keyStore(), local.trustStore(), local.passwordFile());
        GatewayAccess access =
                new GatewayAccess(keys, null, local.channel(), config.validate().retry());
        return GatewayCluster.open(cluster, access, broker);
    }

    private static ClusterConfig cluster(MusterConfig config, String embedded) {
        LocalCluster local = config.cluster();
        return new ClusterConfig(
                local == null ? embedded : local.name(),
                config.rayAddress(),
                config.artifacts(),
                config.home().cache(),
                config.slots(),
                config.lease().dividedBy(HEARTBEATS_A_LEASE));
    }

    /**
     * Begins to work on queued jobs.
     *
     * @param only the batch to work on; null for all there are
     */
    public Muster work(@Nullable BatchId only) {
        TrainConfig all = TrainConfig.DEFAULT.leasing(config.lease()).queueing(config.queue());
        TrainConfig train = only == null ? all : all.serving(only);
        NotifierConfig told = NotifierConfig.calling(config.validate().hosts());
        notifier = Notifier.inBackground(ledger(), only == null ? told : told.serving(only));
        broker.subscribe("validate", validate)
                .subscribe("train", new Train(ledger(), List.of(cluster), train))
                .subscribe("aggregate", new Aggregate(ledger(), Manifests.in(store), notifier, train.lease()))
                .start();
        sweeper = new Sweeper(broker, clock, config.sweep());
        return this;
    }

    /** What has been accepted, tried and found. */
    public Ledger ledger() {
        return database.ledger();
    }

    /** Where models and manifests lie. */
    public ArtifactStore store() {
        return store;
    }

    /** Reads batch files. */
    public Resolver resolver() {
        return resolver;
    }

    /** Decides what becomes of requests; what it answers is durable, and its events belong into {@link #events()}. */
    public Validate validate() {
        return validate;
    }

    /** The broker's way in; takes events once at work. */
    public EventSink events() {
        return broker;
    }

    /** Adds a listener that sees every event; quick, and never throws. */
    public Muster tap(Consumer<CloudEvent> listener) {
        broker.tap(listener);
        return this;
    }

    /** Gathers reports. */
    public ReportSource reports() {
        return new ReportSource(ledger().history(), store);
    }

    /** Waits for verdicts. */
    public Watch watch() {
        return new Watch(ledger(), clock);
    }

    /** Stops the work: what is under way keeps its last checkpoint and is queued again. */
    @Override
    public void close() {
        if (sweeper != null) {
            sweeper.close();
        }
        try (lock;
                database) {
            try (deadLetters;
                    broker) {
                cluster.close();
            }
            if (notifier != null) {
                notifier.close();
            }
            // Only what this process ran itself ends with it: a cluster goes on, and the next command hears of it.
            ledger().claims().abandon(lock.name());
        }
    }
}
