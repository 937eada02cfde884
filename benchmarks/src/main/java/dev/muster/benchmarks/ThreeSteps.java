package dev.muster.benchmarks;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.Outcome;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.train.Train;
import dev.muster.train.TrainConfig;
import dev.muster.validate.Admission;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The three functions, called one after the other in this process, on a cluster that takes a job and does nothing: what
 * is left is what a batch costs to make durable.
 */
final class ThreeSteps implements AutoCloseable {

    private final Path rows;
    private final Ledger ledger;
    private final Validate validate;
    private final Train train;
    private final Aggregate aggregate;
    private final IdleCluster cluster = new IdleCluster();

    private ThreeSteps(Ledger ledger, IdleWork work) {
        this.rows = work.rows();
        this.ledger = ledger;
        this.validate = Validate.open(
                work.rules(), Resolver.open(work.rules()), Admission.of(ledger.intake()), Clock.systemUTC());
        this.train = new Train(ledger, List.of(cluster), TrainConfig.DEFAULT);
        this.aggregate = new Aggregate(
                ledger,
                Manifests.unchecked(),
                Notifier.inline(ledger, NotifierConfig.calling(AllowedHosts.NONE)),
                TrainConfig.DEFAULT.lease());
    }

    static ThreeSteps on(EmbeddedPostgres server, Path folder) throws IOException {
        IdleWork work = IdleWork.in(folder);
        LedgerConfig database = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 4);
        return new ThreeSteps(Ledger.open(database, Clock.systemUTC()), work);
    }

    /** Takes a batch of one job from its request to its verdict; in seconds. */
    double batch(String name) {
        CloudEvent request = request(name);
        long start = System.nanoTime();
        List<CloudEvent> accepted = validate.handle(request);
        accepted.forEach(train::handle);
        List<CloudEvent> completed = aggregate.handle(finished(name));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (completed.stream().noneMatch(event -> event.getType().equals(EventTypes.BATCH_COMPLETED))) {
            throw new IllegalStateException("no verdict of " + name + " after " + accepted);
        }
        return seconds;
    }

    private CloudEvent request(String name) {
        String batch = """
                {"batch": "%s", "fresh": true, "jobs": [{"model": "nothing"}],
                 "dataset": {"path": "%s", "task": "classification", "target": "y"}}""".formatted(name, rows);
        return CloudEventBuilder.v1()
                .withId(name)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(URI.create("/benchmarks"))
                .withData("application/json", batch.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private CloudEvent finished(String name) {
        List<JobResult> results = cluster.take().stream()
                .map(attempt -> new JobResult(
                        attempt,
                        new Outcome.Succeeded(
                                Map.of("accuracy", 0.9), "sha256:" + name, attempt.path() + "/manifest.json", 1),
                        1))
                .toList();
        return Events.of(EventTypes.JOBS_FINISHED, "/benchmarks", name, name, Instant.now(), new JobsFinished(results));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
