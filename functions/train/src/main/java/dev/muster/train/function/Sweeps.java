package dev.muster.train.function;

import dev.muster.contract.EventSink;
import dev.muster.edge.Sweeper;
import dev.muster.ledger.Ledger;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Ticks as long as there is unfinished work, which keeps this function up, and wakes <em>aggregate</em>; when all is
 * done nothing ticks, and both scale to zero. Knative starts the process again where it dies; what nobody would find
 * even so, the PingSource of the sweep does, more seldom.
 */
@Startup
@Singleton
class Sweeps {
    private final Sweeper sweeper;

    @Inject
    Sweeps(TrainSettings settings, Ledger ledger, EventSink broker) {
        sweeper = new Sweeper(
                tick -> {
                    if (ledger.unfinished()) {
                        broker.emit(tick);
                    }
                },
                Clock.systemUTC(),
                settings.sweep());
    }

    @PreDestroy
    void close() {
        sweeper.close();
    }
}
