package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.EventSink;
import dev.muster.contract.Resources;
import dev.muster.contract.TrainingCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Pool pool;
    private final Reports reports;
    private final SharedDatasets datasets;
    private final AtomicInteger made = new AtomicInteger();
    private final ScheduledExecutorService heartbeat;
    private final CompletableFuture<LocalRay> ray;

    EmbeddedCluster(ClusterConfig config, EventSink events, InstantSource clock) {
        this.config = config;
        this.slots = config.slots() > 0 ? config.slots() : Runtime.getRuntime().availableProcessors();
        this.pool = new Pool(Resources.ONE_CPU, this::slot);
        this.reports = new Reports(config.name(), events, clock);
        this.datasets = new SharedDatasets(config.cache(), Runtime.getRuntime().maxMemory() / SHARE);
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(Threads.named("muster-heartbeat"));
        this.ray = CompletableFuture.supplyAsync(
                LocalRay::open,
                task -> Threads.named("muster-ray").newThread(task).start());
        CompletableFuture<Void> unusedGrowth = ray.thenAccept(opened -> pool.growTo(slots));
        long millis = config.heartbeat().toMillis();
        ScheduledFuture<?> unusedBeats =
                heartbeat.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            reports.add(Report.alive(board().alive(Set.of())));
            if (ray.isDone() && !ray.isCompletedExceptionally()) {
                pool.growTo(slots); // A slot that broke is followed by another.
            }
        } catch (RuntimeException e) {
            LOG.warn("no heartbeat this time; the next one tries again", e);
        }
    }

    private Slot slot(Pool of) {
        String name = config.name() + "/" + made.getAndIncrement();
        Settings settings =
                new Settings(name, config.artifacts(), config.cache().toString());
        long slice = Math.min(SLICE.toMillis(), Math.max(1, config.heartbeat().toMillis() / 2));
        Slot.Pace pace = new Slot.Pace(slice, TimeUnit.DAYS.toMillis(365));
        return new Slot(of.board(), reports::add, datasets, ray.join(), of.resources(), settings, pace);
    }

    private Board board() {
        return pool.board();
    }

    @Override
    public String name() {
        return config.name();
    }

    /** None once it ends: a process that was asked to end is woken up until it has. */
    @Override
    public Capacity capacity() {
        int open = board().closed() ? 0 : slots;
        return new Capacity(open, board().size(), open * AHEAD);
    }

    @Override
    public void submit(List<Assignment> chunk) {
        if (ray.isCompletedExceptionally()) {
            throw new ClusterUnavailableException(config.name(), cause());
        }
        try {
            reports.add(Report.of(board().submit(chunk)));
        } catch (IllegalStateException e) {
            throw new ClusterUnavailableException(config.name(), e);
        }
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
        reports.add(Report.of(board().cancel(attempts)));
    }

    @Override
    public void close() {
        reports.add(Report.of(board().close()));
        try (LocalRay running = ray.join()) {
            LOG.debug("{} ends once its attempts have stopped", running);
            pool.join(PATIENCE.toMillis());
        } catch (CompletionException e) {
            LOG.debug("Ray never started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            heartbeat.shutdownNow();
            reports.close();
        }
    }
}
