package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains inside this process, on actors of Ray's LOCAL mode. Ray starts beside the caller; what is submitted meanwhile
 * waits. Closing asks every attempt to write a checkpoint and stop, and reports that, within {@link #PATIENCE}.
 */
final class EmbeddedCluster implements TrainingCluster {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SLICE = Duration.ofMillis(250);
    /** Attempts that wait here for each slot, so that a slot need not idle while its result goes round. */
    private static final int AHEAD = 3;
    /** Of the heap, for shared datasets. */
    private static final int SHARE = 8;

    private final ClusterConfig config;
    private final int slots;
    private final Board board;
    private final Reports reports;
    private final ScheduledExecutorService heartbeat;
    private final CompletableFuture<LocalRay> ray;
    private final List<Thread> threads = new ArrayList<>();

    EmbeddedCluster(ClusterConfig config, EventSink events, InstantSource clock) {
        this.config = config;
        this.slots = config.slots() > 0 ? config.slots() : Runtime.getRuntime().availableProcessors();
        this.board = new Board(slots);
        this.reports = new Reports(config.name(), events, clock);
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(Threads.named("muster-heartbeat"));
        this.ray = CompletableFuture.supplyAsync(
                this::start, task -> Threads.named("muster-ray").newThread(task).start());
        long millis = config.heartbeat().toMillis();
        ScheduledFuture<?> unused = heartbeat.scheduleAtFixedRate(
                () -> reports.add(Report.alive(board.alive())), millis, millis, TimeUnit.MILLISECONDS);
    }

    private LocalRay start() {
        LocalRay opened = LocalRay.open();
        SharedDatasets datasets =
                new SharedDatasets(config.cache(), Runtime.getRuntime().maxMemory() / SHARE);
        long slice = Math.min(SLICE.toMillis(), Math.max(1, config.heartbeat().toMillis() / 2));
        for (int index = 0; index < slots; index++) {
            String name = config.name() + "/" + index;
            Settings settings =
                    new Settings(name, config.artifacts(), config.cache().toString());
            Thread thread = Threads.named("muster-slot-" + index)
                    .newThread(new Slot(board, reports, datasets, opened, settings, slice));
            threads.add(thread);
            thread.start();
        }
        return opened;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Capacity capacity() {
        return new Capacity(slots * (1 + AHEAD), board.size());
    }

    @Override
    public void submit(List<Assignment> chunk) {
        if (ray.isCompletedExceptionally()) {
            throw new ClusterUnavailableException(config.name(), cause());
        }
        reports.add(Report.of(board.submit(chunk)));
    }

    private Throwable cause() {
        try {
            ray.join();
            return new IllegalStateException("it runs");
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        reports.add(Report.of(board.cancel(attempts)));
    }

    @Override
    public void close() {
        reports.add(Report.of(board.close()));
        try {
            end(ray.join());
        } catch (CompletionException e) {
            LOG.debug("Ray never started", e);
        } finally {
            heartbeat.shutdownNow();
            reports.close();
        }
    }

    private void end(LocalRay running) {
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.close();
        }
    }
}
