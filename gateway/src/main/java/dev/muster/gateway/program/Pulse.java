package dev.muster.gateway.program;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that programs are looked after by. */
final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int THREADS = 4;

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(this::thread);
    private final ExecutorService steps = Executors.newFixedThreadPool(THREADS, this::thread);

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "muster-programs-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** For what takes long. */
    Executor steps() {
        return steps;
    }

    /** Calls something again and again; that it fails once does not end it. */
    void drive(Runnable tick) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        tick.run();
                    } catch (RuntimeException e) {
                        LOG.warn("programs could not be looked at", e);
                    }
                },
                0,
                PERIOD.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        steps.shutdownNow();
    }
}
