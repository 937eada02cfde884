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
import dev.muster.trainer.Memory;
import dev.muster.trainer.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a trainer actor does; knows nothing of Ray. Used by one thread at a time. */
final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    /** Ray tells its nodes apart by this address. */
    static final String PROCESS = System.getProperty("ray.node-ip", "local") + "/"
            + ProcessHandle.current().pid();

    private static final Memory NOTHING = new Memory(Optional.empty(), List.of());

    private final ArtifactStore store;
    private final Path cache;
    private final CheckpointPolicy policy;
    private final InstantSource clock;
    private final Shelf shelf = new Shelf();
    private @Nullable Loaded loaded;
    private @Nullable Begun begun;

    Trainer(Settings settings, CheckpointPolicy policy, InstantSource clock) {
        this.store = ArtifactStore.open(settings.artifacts());
        this.cache = Path.of(settings.cache());
        this.policy = policy;
        this.clock = clock;
    }

    /** Keeps a dataset at hand, in place of the last one. */
    void load(String key, byte[] packed) {
        loaded = new Loaded(key, PackedDataset.unpack(packed));
    }

    /**
     * Works through an order until its time is over. A trained model is stored while the next one trains; only a call
     * that has nothing to train waits for the store.
     */
    Report work(Order order) {
        Instant end = clock.instant().plusMillis(order.millis());
        BooleanSupplier pause = () -> !clock.instant().isBefore(end);
        List<JobProgress> progress = new ArrayList<>();
        List<Assignment> untrained = order.assignments().stream()
                .filter(assignment -> !shelf.holds(assignment.attempt()))
                .toList();
        if (untrained.isEmpty()) {
            shelf.awaitOne();
        }
        for (Assignment assignment : untrained) {
            train(assignment, order, pause, progress);
            if (begun != null || pause.getAsBoolean()) {
                break;
            }
        }
        List<JobResult> results = shelf.take();
        return new Report(results, progress, shelf.attempts(), begun == null ? null : begun.attempt(), PROCESS);
    }

    /** Works on one attempt; whatever goes wrong with it is its outcome, and no other attempt's. */
    private void train(Assignment assignment, Order order, BooleanSupplier pause, List<JobProgress> progress) {
        Attempt attempt = assignment.attempt();
        Instant started = begun(attempt).map(Begun::started).orElseGet(clock::instant);
        try {
            step(assignment, started, order, pause, progress).ifPresent(outcome -> end(attempt, started, outcome));
        } catch (Throwable failure) { // Also an OutOfMemoryError, or a native library that cannot be loaded.
            LOG.debug("attempt {} failed", attempt, failure);
            end(attempt, started, () -> Failures.outcome(failure));
        }
    }

    /** Goes on with an attempt; returns what tells its outcome once it has one. */
    private Optional<Supplier<Outcome>> step(
            Assignment assignment, Instant started, Order order, BooleanSupplier pause, List<JobProgress> progress) {
        boolean stop = order.stopping().contains(assignment.attempt());
        Optional<Begun> mine = begun(assignment.attempt());
        if (mine.isEmpty()) {
            abandon();
            Optional<Outcome> early = early(assignment.attempt(), stop);
            Memory memory = early.isPresent() ? NOTHING : Memory.of(assignment, store);
            if (early.or(memory::found).isPresent()) {
                return early.or(memory::found).map(outcome -> () -> outcome);
            }
            begun = new Begun(assignment.attempt(), open(assignment, order.data(), memory), started);
            mine = begun(assignment.attempt());
        }
        Run run = mine.orElseThrow().run();
        if (stop) {
            Outcome stopped = run.stop();
            return Optional.of(() -> stopped);
        }
        List<JobProgress> epochs = run.advance(pause);
        progress.addAll(epochs.isEmpty() ? List.of(run.progress()) : epochs);
        return run.done() ? Optional.of(run.finish()::store) : Optional.empty();
    }

    /** The outcome of an attempt that need not be begun. */
    private Optional<Outcome> early(Attempt attempt, boolean stop) {
        return stop
                ? Optional.of(new Outcome.Stopped(0))
                : Run.finished(attempt, store).map(outcome -> outcome);
    }

    private void end(Attempt attempt, Instant started, Supplier<Outcome> outcome) {
        abandon();
        shelf.put(attempt, () -> new JobResult(attempt, caught(outcome), seconds(started)));
    }

    private static Outcome caught(Supplier<Outcome> outcome) {
        try {
            return outcome.get();
        } catch (Throwable failure) { // As above: the disk may be full by now.
            return Failures.outcome(failure);
        }
    }

    private Optional<Begun> begun(Attempt attempt) {
        return Optional.ofNullable(begun).filter(it -> it.attempt().equals(attempt));
    }

    private Run open(Assignment assignment, String key, Memory memory) {
        Dataset dataset = assignment.job().dataset();
        PreparedDataset data = loaded != null && loaded.key().equals(key)
                ? loaded.data()
                : Datasets.prepare(dataset.spec(), dataset.digest(), cache);
        Run run = new Run(assignment, data, store, policy, clock);
        run.note(memory.refusals());
        return run;
    }

    private void abandon() {
        if (begun != null) {
            begun.run().close();
            begun = null;
        }
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toNanos() / 1e9;
    }

    @Override
    public void close() {
        abandon();
        shelf.close();
        loaded = null;
    }

    private record Begun(Attempt attempt, Run run, Instant started) {}

    private record Loaded(String key, PreparedDataset data) {}
}
