package dev.muster.trainer.ray;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.CheckpointPolicy;
import dev.muster.trainer.Failures;
import dev.muster.trainer.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a trainer actor does; knows nothing of Ray. Used by one thread at a time. */
final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final ArtifactStore store;
    private final Path cache;
    private final CheckpointPolicy policy;
    private final InstantSource clock;
    private final Map<String, PreparedDataset> datasets = new HashMap<>();
    private @Nullable Begun begun;

    Trainer(Settings settings, CheckpointPolicy policy, InstantSource clock) {
        this.store = ArtifactStore.open(settings.artifacts());
        this.cache = Path.of(settings.cache());
        this.policy = policy;
        this.clock = clock;
    }

    void load(String key, byte[] packed) {
        datasets.put(key, PackedDataset.unpack(packed));
    }

    void forget(String key) {
        datasets.remove(key);
    }

    /** Works through an order until its time is over. */
    Report work(Order order) {
        Instant end = clock.instant().plusMillis(order.millis());
        BooleanSupplier pause = () -> clock.instant().isAfter(end);
        List<JobResult> results = new ArrayList<>();
        List<JobProgress> progress = new ArrayList<>();
        for (Assignment assignment : order.assignments()) {
            Optional<JobResult> result = attempt(assignment, order.stop(), pause, progress);
            result.ifPresent(results::add);
            if (result.isEmpty() || order.stop() || pause.getAsBoolean()) {
                break;
            }
        }
        return new Report(results, progress);
    }

    /** Works on one attempt; whatever goes wrong with it is its outcome, and no other attempt's. */
    private Optional<JobResult> attempt(
            Assignment assignment, boolean stop, BooleanSupplier pause, List<JobProgress> progress) {
        Instant started = begun(assignment.attempt()).map(Begun::started).orElseGet(clock::instant);
        Optional<Outcome> outcome;
        try {
            outcome = step(assignment, started, stop, pause, progress);
        } catch (Throwable failure) { // Also an OutOfMemoryError, or a native library that cannot be loaded.
            LOG.debug("attempt {} failed", assignment.attempt(), failure);
            outcome = Optional.of(Failures.outcome(failure));
        }
        if (outcome.isPresent()) {
            abandon();
        }
        return outcome.map(it -> new JobResult(assignment.attempt(), it, seconds(started)));
    }

    private Optional<Outcome> step(
            Assignment assignment, Instant started, boolean stop, BooleanSupplier pause, List<JobProgress> progress) {
        Optional<Begun> mine = begun(assignment.attempt());
        if (mine.isEmpty()) {
            abandon();
            Optional<Outcome.Succeeded> finished = Run.finished(assignment.attempt(), store);
            if (finished.isPresent()) {
                return Optional.of(finished.get());
            }
            begun = new Begun(assignment.attempt(), open(assignment), started);
            mine = begun(assignment.attempt());
        }
        Run run = mine.orElseThrow().run();
        if (stop) {
            return Optional.of(run.stop());
        }
        List<JobProgress> epochs = run.advance(pause);
        progress.addAll(epochs.isEmpty() ? List.of(run.progress()) : epochs);
        return run.done() ? Optional.of(run.finish()) : Optional.empty();
    }

    private Optional<Begun> begun(Attempt attempt) {
        return Optional.ofNullable(begun).filter(it -> it.attempt().equals(attempt));
    }

    private Run open(Assignment assignment) {
        Dataset dataset = assignment.job().dataset();
        PreparedDataset data = datasets.get(PackedDataset.key(dataset));
        return new Run(
                assignment,
                data == null ? Datasets.prepare(dataset.spec(), dataset.digest(), cache) : data,
                store,
                policy,
                clock);
    }

    private void abandon() {
        if (begun != null) {
            begun.run.close();
            begun = null;
        }
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toNanos() / 1e9;
    }

    @Override
    public void close() {
        abandon();
        datasets.clear();
    }

    private record Begun(Attempt attempt, Run run, Instant started) {}
}
