package dev.muster.aggregate.function;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.AllowedHosts;
import dev.muster.edge.quarkus.Dependency;
import dev.muster.edge.quarkus.LedgerSettings;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the core together from what the settings say. */
@Singleton
class Wiring {
    @Produces
    @Singleton
    Ledger ledger(AggregateSettings settings) {
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
    Aggregate aggregate(AggregateSettings settings, Ledger ledger) {
        AllowedHosts hosts = AllowedHosts.parse(settings.allowedHosts().orElse(""));
        return new Aggregate(
                ledger,
                Manifests.in(ArtifactStore.open(settings.artifacts())),
                Notifier.inline(ledger, NotifierConfig.calling(hosts)),
                settings.lease());
    }
}
