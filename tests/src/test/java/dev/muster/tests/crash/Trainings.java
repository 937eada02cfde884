package dev.muster.tests.crash;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of attempts, by the name of their job: they end with a model as they are submitted, but for
 *
 * <ul>
 *   <li>{@code flaky}: the first one fails for now;
 *   <li>{@code broken}: the first two fail for good;
 *   <li>{@code silent}: the first one says nothing until the second is there, and then reports with it;
 *   <li>{@code long}: the first one runs until it is asked to stop, or told to end;
 *   <li>{@code late}: likewise, but it ends with a model when it is asked to stop.
 * </ul>
 */
final class Trainings implements AutoCloseable {
    private static final long BEAT = 300;

    private final ArtifactStore store;
    private final EventSink broker;
    private final Set<Attempt> taken = ConcurrentHashMap.newKeySet();
    private final Map<JobId, Integer> tries = new ConcurrentHashMap<>();
    /** What runs on, by the name of its job. */
    private final Map<Attempt, String> running = new ConcurrentHashMap<>();

    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();

    Trainings(ArtifactStore store, EventSink broker) {
        this.store = store;
        this.broker = broker;
        var unused = beats.scheduleWithFixedDelay(this::beat, BEAT, BEAT, TimeUnit.MILLISECONDS);
    }

    /** Takes what is submitted, once. */
    void take(Assignment assignment) {
        Attempt attempt = assignment.attempt();
        if (!taken.add(attempt)) {
            return;
        }
        String job = assignment.job().name();
        int number = tries.merge(attempt.job(), 1, Integer::sum);
        if (number == 1 && List.of("silent", "long", "late").contains(job)) {
            running.put(attempt, job);
            return;
        }
        progress(attempt);
        if (job.equals("flaky") && number == 1) {
            report(attempt, failed(attempt, FailureKind.TRANSIENT));
        } else if (job.equals("broken") && number <= 2) {
            report(attempt, failed(attempt, FailureKind.INVALID));
        } else if (job.equals("silent") && number == 2) {
            Attempt first = running.keySet().stream()
                    .filter(other -> other.job().equals(attempt.job()))
                    .findFirst()
                    .orElseThrow();
            running.remove(first);
            report(attempt, model(first), model(attempt));
        } else {
            report(attempt, model(attempt));
        }
    }

    /** Asks attempts to stop. */
    void stop(List<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            String job = running.getOrDefault(attempt, "");
            if (List.of("long", "late").contains(job) && running.remove(attempt, job)) {
                report(
                        attempt,
                        job.equals("late") ? model(attempt) : new JobResult(attempt, new Outcome.Stopped(1), 0.1));
            }
        }
    }

    /** Whether an attempt of a batch runs on. */
    boolean runs(BatchId batch) {
        return running.keySet().stream().anyMatch(attempt -> attempt.batch().equals(batch));
    }

    /** What runs on of a batch ends with a model. */
    void end(BatchId batch) {
        Attempt attempt = one(batch);
        running.remove(attempt);
        report(attempt, model(attempt));
    }

    /**
     * What runs on of a batch reports a model by an event that is cut off, and gives signs of life all the same.
     *
     * @return the event as it should have been
     */
    CloudEvent garble(BatchId batch) {
        CloudEvent whole = finished(one(batch), model(one(batch)));
        byte[] data = Objects.requireNonNull(whole.getData()).toBytes();
        broker.emit(CloudEventBuilder.from(whole)
                .withData("application/json", Arrays.copyOf(data, data.length / 2))
                .build());
        return whole;
    }

    /** What runs on of a batch falls silent. */
    void forget(BatchId batch) {
        running.keySet().removeIf(attempt -> attempt.batch().equals(batch));
    }

    private Attempt one(BatchId batch) {
        return running.keySet().stream()
                .filter(attempt -> attempt.batch().equals(batch))
                .findFirst()
                .orElseThrow();
    }

    private void beat() {
        running.forEach((attempt, job) -> {
            if (!job.equals("silent")) {
                progress(attempt);
            }
        });
    }

    private void progress(Attempt attempt) {
        JobProgress said = new JobProgress(attempt, 1, 2, Map.of("loss", 0.5), 0.1);
        broker.emit(event(EventTypes.JOBS_PROGRESSED, attempt, new JobsProgressed(List.of(said))));
    }

    private void report(Attempt attempt, JobResult... results) {
        broker.emit(finished(attempt, results));
    }

    private static CloudEvent finished(Attempt attempt, JobResult... results) {
        return event(EventTypes.JOBS_FINISHED, attempt, new JobsFinished(List.of(results)));
    }

    private static CloudEvent event(String type, Attempt attempt, Object data) {
        return Events.of(type, "/tests/crash", attempt.batch().value(), attempt.toString(), Instant.EPOCH, data);
    }

    private static JobResult failed(Attempt attempt, FailureKind kind) {
        return new JobResult(attempt, new Outcome.Failed(kind, "it broke"), 0.1);
    }

    private JobResult model(Attempt attempt) {
        String digest = "sha256:" + attempt.job() + "/" + attempt.number();
        String manifest = attempt.path() + "/manifest.json";
        store.put(manifest, ("{\"model\":{\"digest\":\"" + digest + "\"}}").getBytes(StandardCharsets.UTF_8));
        return new JobResult(attempt, new Outcome.Succeeded(Map.of("accuracy", 0.9), digest, manifest, 2), 0.1);
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
