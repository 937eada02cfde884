package dev.muster.trainer.ray;

import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.Json;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the broker what became of attempts. A result goes out at once, unless one just did: then it waits for others,
 * {@link #DELAY} at most. Progress goes with the results, or after {@link #CALM}. An event that the broker refuses is
 * sent again, the very same one, until {@link #TRIES} are used up; then the sweep finds the result by its manifest.
 * Thread-safe.
 */
final class Reports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration CALM = Duration.ofMillis(100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int FULL = 100;
    private static final int TRIES = 8;

    private final String source;
    private final EventSink events;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final List<JobResult> results = new ArrayList<>();
    private final List<JobProgress> progress = new ArrayList<>();
    private final long opened = System.nanoTime();
    private long sent = -CALM.toNanos();
    private long due = Long.MAX_VALUE;

    Reports(String cluster, EventSink events, InstantSource clock) {
        this.source = "/muster/clusters/" + cluster;
        this.events = events;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(Threads.named("muster-reports"));
    }

    /** Takes news in; an attempt's progress is sent before its result. */
    synchronized void add(Report report) {
        results.addAll(report.results());
        progress.addAll(report.progress());
        if (results.size() >= FULL) {
            send();
        } else if (!results.isEmpty()) {
            sendAt(sent + DELAY.toNanos());
        } else if (!progress.isEmpty()) {
            sendAt(sent + CALM.toNanos());
        }
    }

    /** Sees to it that what is there goes out no later than at a moment. */
    private void sendAt(long moment) {
        if (moment < due) {
            due = moment;
            schedule(this::flush, Duration.ofNanos(Math.max(0, moment - now())));
        }
    }

    private long now() {
        return System.nanoTime() - opened;
    }

    private synchronized void flush() {
        due = Long.MAX_VALUE;
        if (!(results.isEmpty() && progress.isEmpty())) {
            send();
        }
    }

    private void send() {
        sent = now();
        if (!progress.isEmpty()) {
            JobsProgressed data = new JobsProgressed(progress);
            emit(EventTypes.JOBS_PROGRESSED, Json.text(data), data);
            progress.clear();
        }
        if (!results.isEmpty()) {
            JobsFinished data = new JobsFinished(results);
            emit(EventTypes.JOBS_FINISHED, key(results), data);
            results.clear();
        }
    }

    /** Attempts report once, so which ones they are says which event it is. */
    private static String key(List<JobResult> results) {
        return results.stream().map(result -> result.attempt().path()).collect(Collectors.joining(" "));
    }

    private void emit(String type, String key, Object data) {
        CloudEvent event = Events.of(type, source, source, key, clock.instant(), data);
        schedule(() -> deliver(event, 1), Duration.ZERO);
    }

    private void deliver(CloudEvent event, int attempt) {
        try {
            events.emit(event);
        } catch (RuntimeException e) {
            if (attempt == TRIES) {
                LOG.warn("event {} of type {} was not taken {} times", event.getId(), event.getType(), TRIES, e);
            } else {
                schedule(() -> deliver(event, attempt + 1), DELAY.multipliedBy(1L << attempt));
            }
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: no more events are sent", e);
        }
    }

    /** Sends what is left. */
    @Override
    public void close() {
        flush();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
