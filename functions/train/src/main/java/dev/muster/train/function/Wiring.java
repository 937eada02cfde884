package dev.muster.train.function;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.edge.quarkus.Dependency;
import dev.muster.edge.quarkus.LedgerSettings;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.train.Clusters;
import dev.muster.train.Train;
import dev.muster.train.TrainConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Puts the core together from what the settings say. */
@Singleton
class Wiring {
    private static final int HEARTBEATS_A_LEASE = 6;

    @Produces
    @Singleton
    Ledger ledger(TrainSettings settings) {
        LedgerSettings db = settings.db();
        return Ledger.open(new LedgerConfig(db.url(), db.user(), db.password(), db.connections()), Clock.systemUTC());
    }

    void close(@Disposes Ledger ledger) {
        ledger.close();
    }

    @Produces
    Dependency dependency(Ledger ledger) {
        return new Dependency("ledger", ledger::probe);
    }

    @Produces
    @Singleton
    TrainingCluster cluster(TrainSettings settings, EventSink broker) {
        ClusterConfig config = new ClusterConfig(
                settings.cluster(),
                settings.rayAddress(),
                settings.artifacts(),
                settings.cache(),
                settings.slots(),
                settings.lease().dividedBy(HEARTBEATS_A_LEASE));
        return Clusters.connect(config, broker);
    }

    void close(@Disposes TrainingCluster cluster) {
        cluster.close();
    }

    @Produces
    @Singleton
    Train train(TrainSettings settings, Ledger ledger, TrainingCluster cluster) {
        QueuePolicy queue = settings.queue().map(QueuePolicy::read).orElse(QueuePolicy.USUAL);
        return new Train(
                ledger,
                List.of(cluster),
                TrainConfig.DEFAULT.leasing(settings.lease()).queueing(queue));
    }
}
