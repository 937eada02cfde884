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
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
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
    List<TrainingCluster> clusters(TrainSettings settings, EventSink broker) {
        List<TrainingCluster> clusters = new ArrayList<>();
        Clusters.named(settings.rayAddress(), settings.cluster()).forEach((name, address) -> {
            ClusterConfig config = new ClusterConfig(
                    name,
                    address,
                    settings.artifacts(),
                    settings.cache(),
                    settings.slots(),
                    settings.lease().dividedBy(HEARTBEATS_A_LEASE));
            clusters.add(Clusters.connect(config, broker));
        });
        return clusters;
    }

    /** Before anything that it is made of goes: what was under way is reported to the broker. */
    void close(@Observes ShutdownEvent ending, List<TrainingCluster> clusters) {
        clusters.forEach(TrainingCluster::close);
    }

    @Produces
    @Singleton
    Train train(TrainSettings settings, Ledger ledger, List<TrainingCluster> clusters) {
        QueuePolicy queue = settings.queue().map(QueuePolicy::read).orElse(QueuePolicy.USUAL);
        return new Train(
                ledger, clusters, TrainConfig.DEFAULT.leasing(settings.lease()).queueing(queue));
    }
}
