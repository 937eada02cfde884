package dev.muster.cli.system;

import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks, as a PingSource does on a cluster: one sweep event after the other into the broker. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final EventSink broker;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sweeper");
        thread.setDaemon(true);
        return thread;
    });

    Sweeper(EventSink broker, Clock clock, Duration every) {
        this.broker = broker;
        this.clock = clock;
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        Instant now = clock.instant();
        try {
            broker.emit(
                    Events.of(EventTypes.SWEEP_REQUESTED, "/muster/sweeper", "sweep", now.toString(), now, Map.of()));
        } catch (RuntimeException e) {
            // The next tick does the same work; an exception here would end the timer.
            LOG.warn("a sweep was not taken", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
