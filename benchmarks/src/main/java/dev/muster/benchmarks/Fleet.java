package dev.muster.benchmarks;

import dev.muster.cli.cluster.ClusterView;
import dev.muster.cli.cluster.LocalCluster;
import dev.muster.cli.cluster.LocalClusters;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventTypes;
import dev.muster.contract.JobId;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import dev.muster.train.gateway.GatewayAccess;
import dev.muster.train.gateway.GatewayCluster;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolver;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gateway of the cluster that {@code run.sh} brought up, and what it says of attempts. */
final class Fleet implements AutoCloseable {
    static final String NAME = "bench";

    private static final Path HOME = Path.of(System.getenv().getOrDefault("MUSTER_HOME", ""));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AtomicInteger batches = new AtomicInteger();
    private final Map<Attempt, JobResult> results = new HashMap<>();
    private final AtomicInteger epochs = new AtomicInteger();
    private long heard;
    private @Nullable GatewayCluster gateway;

    private Fleet() {}

    static Fleet open() {
        LocalCluster cluster = LocalCluster.find(HOME, NAME);
        Fleet fleet = new Fleet();
        GatewayAccess access = new GatewayAccess(
                new GatewayAccess.Keys(cluster.keyStore(), cluster.trustStore(), cluster.passwordFile()),
                null,
                "bench-" + ProcessHandle.current().pid(),
                RetryPolicy.DEFAULT);
        ClusterConfig config =
                new ClusterConfig(NAME, cluster.gateway(), "", HOME.resolve("cache"), 0, Duration.ofSeconds(5));
        fleet.gateway = GatewayCluster.open(config, access, fleet::note);
        return fleet;
    }

    static ClusterView view() {
        return new LocalClusters(HOME, Clock.systemUTC(), line -> {}).status(NAME);
    }

    static Path home() {
        return HOME;
    }

    static String token() throws IOException {
        return Files.readString(Path.of(view().token())).strip();
    }

    /** A job of the usual catalogue, on data of the repository. */
    static JobSpec job(Path root, String batch) {
        ValidateConfig rules = new ValidateConfig(
                List.of(root), AllowedHosts.NONE, RetryPolicy.DEFAULT, null, null, null, HOME.resolve("bench"));
        return resolved(rules, batch);
    }

    /** A job that does nothing, and lasts that long. */
    static JobSpec nothing(int millis) throws IOException {
        IdleWork work = IdleWork.in(Files.createDirectories(HOME.resolve("bench")));
        JobSpec job = resolved(
                work.rules(),
                "{batch: none, dataset: {path: \"" + work.rows() + "\", task: classification, target: y},"
                        + " jobs: [{model: nothing}]}");
        return new JobSpec(
                job.name(), job.model(), job.algorithm(), Map.of("millis", millis), 0, job.dataset(), job.resources());
    }

    private static JobSpec resolved(ValidateConfig rules, String batch) {
        BatchText text = BatchText.of(batch.getBytes(StandardCharsets.UTF_8), "bench");
        return Resolver.open(rules).resolve(text).spec().jobs().get(0);
    }

    /** That many jobs of a new batch, like one but for name and seed. */
    List<Assignment> like(JobSpec job, int count) {
        BatchId batch = BatchId.derive(
                "/benchmarks/" + ProcessHandle.current().pid() + "/" + System.nanoTime(),
                "b" + batches.getAndIncrement());
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    String name = job.name() + "-" + number;
                    JobSpec other = new JobSpec(
                            name,
                            job.model(),
                            job.algorithm(),
                            job.parameters(),
                            job.seed() + number,
                            job.dataset(),
                            job.resources());
                    return new Assignment(new Attempt(batch, JobId.derive(batch, name), 1), other);
                })
                .toList();
    }

    /** Submits attempts and waits until all have their result, which has to be a model. */
    List<Outcome.Succeeded> train(List<Assignment> assignments) {
        submit(assignments);
        return await(assignments);
    }

    void submit(List<Assignment> assignments) {
        gateway().submit(assignments);
    }

    void cancel(List<Assignment> assignments) {
        gateway().cancel(assignments.stream().map(Assignment::attempt).toList());
    }

    List<Outcome.Succeeded> await(List<Assignment> assignments) {
        List<Outcome.Succeeded> outcomes = new ArrayList<>();
        for (Assignment assignment : assignments) {
            JobResult result = result(assignment.attempt());
            if (!(result.outcome() instanceof Outcome.Succeeded succeeded)) {
                throw new IllegalStateException("it did not succeed: " + result);
            }
            outcomes.add(succeeded);
        }
        return outcomes;
    }

    /** Waits for the end of an attempt, whatever it is. */
    private JobResult result(Attempt attempt) {
        return result(attempt, PATIENCE).orElseThrow(() -> new IllegalStateException("no result of " + attempt));
    }

    /** As {@link #result(Attempt)}; nothing when no attempt gave a sign of life for that long. */
    synchronized Optional<JobResult> result(Attempt attempt, Duration silence) {
        heard = System.nanoTime();
        try {
            while (!results.containsKey(attempt) && System.nanoTime() - heard < silence.toNanos()) {
                wait(1_000);
            }
            return Optional.ofNullable(results.get(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How often epochs were reported so far: that attempts train, not only that their gateway waits for them. */
    int epochs() {
        return epochs.get();
    }

    private synchronized void note(CloudEvent event) {
        if (event.getType().equals(EventTypes.JOBS_PROGRESSED)) {
            heard = System.nanoTime();
            if (trains(event)) {
                epochs.incrementAndGet();
            }
        }
        if (event.getType().equals(EventTypes.JOBS_FINISHED) && event.getData() != null) {
            Json.read(event.getData().toBytes(), JobsFinished.class)
                    .results()
                    .forEach(result -> results.put(result.attempt(), result));
            notifyAll();
        }
    }

    private static boolean trains(CloudEvent event) {
        return event.getData() != null
                && Json.read(event.getData().toBytes(), JobsProgressed.class).progress().stream()
                        .anyMatch(attempt -> !attempt.metrics().isEmpty());
    }

    private GatewayCluster gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not open");
        }
        return gateway;
    }

    @Override
    public void close() {
        gateway().close();
    }
}
