package dev.muster.edge;

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

/**
 * Ticks: one sweep event after the other into the broker. What an event that was lost would have led to is found by the
 * next of them, and so is what only time brings: a lease that runs out, a retry that is due, a deadline.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final EventSink broker;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sweeper");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts; the first tick is one interval from now. */
    public Sweeper(EventSink broker, Clock clock, Duration every) {
        if (every.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "sweeps every " + every + "; at least a thousandth of a second must lie between");
        }
        this.broker = broker;
        this.clock = clock;
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
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
