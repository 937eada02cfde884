package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.Resources;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains on a Ray cluster that this process is a driver of: a pool of warm trainer actors for each demand of resources,
 * which Ray places. Holds no truth: when this process dies, leases run out and the sweep starts new attempts from the
 * last checkpoints. Thread-safe.
 */
public final class RayCluster implements TrainingCluster, Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(RayCluster.class);
    private static final long PATIENCE_MILLIS = 20_000;
    /** Of the heap, for shared datasets. */
    private static final int SHARE = 8;

    private final ClusterConfig config;
    private final RayOptions options;
    private final ClusterRay ray;
    private final Channels channels;
    private final Journal journal;
    private final SharedDatasets datasets;
    private final Growth growth = new Growth();
    private final Warden warden;
    private final AtomicLong made = new AtomicLong();
    private final Map<Resources, Pool> pools = new LinkedHashMap<>();
    private volatile List<Claim> claims = List.of();
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(Threads.named("muster-heartbeat"));

    private RayCluster(
            ClusterConfig config,
            RayOptions options,
            ClusterRay ray,
            Function<String, EventSink> sinks,
            InstantSource clock) {
        this.config = config;
        this.options = options;
        this.ray = ray;
        this.channels = new Channels(config.name(), sinks, clock);
        this.journal = new Journal(clock);
        this.datasets = new SharedDatasets(config.cache(), Runtime.getRuntime().maxMemory() / SHARE);
        this.warden = new Warden(new Lives(clock), config.heartbeat(), options.grace(), clock);
        long millis = config.heartbeat().toMillis();
        ScheduledFuture<?> unusedBeats =
                beats.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Connects this process to a cluster.
     *
     * @param sinks where events go, by the channel that an attempt was submitted with
     * @throws IllegalStateException when it can never be a driver there, or the cluster's version was never tested
     */
    public static RayCluster connect(
            ClusterConfig config, RayOptions options, Function<String, EventSink> sinks, InstantSource clock) {
        ClusterRay ray = ClusterRay.open(options.address(), config.name());
        try {
            options.requireTested(ray.versions());
        } catch (RuntimeException e) {
            ray.close();
            throw e;
        }
        return new RayCluster(config, options, ray, sinks, clock);
    }

    @Override
    public String name() {
        return config.name();
    }

    /** The folder of the jars that train. */
    public static Path jars() {
        return RayProperties.jars();
    }

    /** Facts by name, as in a fingerprint: {@code ray}, {@code python}. */
    public Map<String, String> versions() {
        ClusterRay.Versions versions = ray.versions();
        return Map.of("ray", versions.ray(), "python", versions.python());
    }

    /** A place a core; an attempt counts as many as it asks for. */
    @Override
    public Capacity capacity() {
        ClusterCapacity capacity = resources();
        Demand running = capacity.running();
        Demand waiting = capacity.waiting();
        int slots = config.slots() > 0 ? config.slots() : (int) capacity.total("CPU");
        return new Capacity(slots, Math.max(running.attempts() + waiting.attempts(), running.cpus() + waiting.cpus()));
    }

    /** What the cluster has, and how much of it attempts ask for. */
    public ClusterCapacity resources() {
        Pool.Load load = pools().stream().map(Pool::load).reduce(Pool.Load.NONE, Pool.Load::plus);
        return new ClusterCapacity(ray.nodes(), load.running(), load.waiting());
    }

    @Override
    public List<Map<String, Double>> nodes() {
        return ray.nodes();
    }

    private synchronized List<Pool> pools() {
        return List.copyOf(pools.values());
    }

    @Override
    public void submit(List<Assignment> chunk) {
        submit("", chunk);
    }

    /**
     * Starts attempts; idempotent by attempt.
     *
     * @param channel that their events belong to
     */
    public void submit(String channel, List<Assignment> chunk) {
        chunk.forEach(assignment -> channels.assign(channel, assignment.attempt()));
        Map<Resources, List<Assignment>> byDemand = new HashMap<>();
        chunk.forEach(assignment -> byDemand.computeIfAbsent(assignment.job().resources(), key -> new ArrayList<>())
                .add(assignment));
        List<Map<String, Double>> living = ray.nodes();
        List<Map<String, Double>> all = new ArrayList<>(living);
        all.addAll(options.promised());
        Nodes nodes = new Nodes(all);
        byDemand.forEach((demand, assignments) -> tell(nodes.refusal(demand, config.name())
                .map(why -> refused(why, assignments))
                .orElseGet(() -> Report.of(pool(demand).board().submit(assignments)))));
        growth.tend(pools(), living, claims);
    }

    private static Report refused(String why, List<Assignment> assignments) {
        Outcome outcome = new Outcome.Failed(Outcome.FailureKind.INVALID, why);
        return Report.of(assignments.stream()
                .map(it -> new JobResult(it.attempt(), outcome, 0))
                .toList());
    }

    private synchronized Pool pool(Resources demand) {
        return pools.computeIfAbsent(demand, key -> new Pool(key, this::slot));
    }

    private Slot slot(Pool pool) {
        String name = config.name() + "/" + made.getAndIncrement();
        Settings settings =
                new Settings(name, config.artifacts(), config.cache().toString());
        return new Slot(pool.board(), this::tell, datasets, ray, pool.resources(), settings, options.pace());
    }

    @Override
    public void claim(List<Claim> all) {
        if (!all.equals(claims)) {
            claims = List.copyOf(all);
            growth.tend(pools(), ray.nodes(), claims);
        }
    }

    @Override
    public List<Resources> hungry() {
        Nodes nodes = new Nodes(nodes());
        return pools().stream()
                .map(Pool::staffing)
                .filter(Staffing::hungry)
                .map(Staffing::resources)
                .filter(nodes::give)
                .toList();
    }

    /** Passes on that an attempt lives, or how it ended, that something else on this cluster runs. */
    public void pass(String channel, List<JobProgress> progress, List<JobResult> results) {
        progress.forEach(it -> channels.assign(channel, it.attempt()));
        results.forEach(it -> channels.assign(channel, it.attempt()));
        channels.add(new Report(results, progress, List.of(), null, ""));
    }

    private void tell(Report report) {
        journal.note(report);
        channels.add(report);
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        warden.expect(attempts);
        attempts.forEach(attempt -> journal.say(attempt, "asked to stop"));
        pools().forEach(pool -> tell(Report.of(pool.board().cancel(attempts))));
    }

    /** Where each attempt is. */
    public List<AttemptStatus> attempts() {
        return pools().stream()
                .flatMap(pool -> pool.board().statuses().stream())
                .toList();
    }

    /** What an attempt had to say; empty when it is not known. */
    public Optional<List<String>> log(Attempt attempt, int after) {
        return journal.lines(attempt, after);
    }

    private void beat() {
        try {
            List<Pool> all = pools();
            List<Slot> slots =
                    all.stream().flatMap(pool -> pool.slots().stream()).toList();
            Set<Attempt> silent = new HashSet<>(Pool.attempts(warden.look(slots)));
            all.forEach(pool -> channels.add(Report.alive(pool.board().alive(silent))));
            growth.tend(all, ray.nodes(), claims);
        } catch (RuntimeException e) {
            LOG.warn("no heartbeat this time; the next one tries again", e);
        }
    }

    /** Asks every attempt to write a checkpoint and stop, and leaves the cluster; idempotent. */
    @Override
    public void close() {
        List<Pool> all = pools();
        all.forEach(pool -> tell(Report.of(pool.board().close())));
        try {
            for (Pool pool : all) {
                pool.join(PATIENCE_MILLIS);
            }
            beats.shutdown();
            if (!beats.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the heartbeat has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            beats.shutdownNow();
            channels.close();
            ray.close();
        }
    }
}
