package dev.muster.console.function;

import dev.muster.console.LetterBox;
import dev.muster.edge.quarkus.Dependency;
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
    Ledger ledger(ConsoleSettings db) {
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
    LetterBox letterBox(Ledger ledger) {
        return new LetterBox(ledger.letters());
    }
}
