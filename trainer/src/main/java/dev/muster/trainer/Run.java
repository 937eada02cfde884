package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.data.PreparedDataset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One attempt: starts from the newest checkpoint of its job, trains, leaves checkpoints, and completes with a result.
 * Checkpoints are written in the background; what cannot be written is noted, and fails only the result itself. Used by
 * one thread at a time.
 */
public final class Run implements AutoCloseable {
    private final Attempt attempt;
    private final Training training;
    private final PreparedDataset data;
    private final Provenance provenance;
    private final Checkpoints checkpoints;
    private final CheckpointWriter writer;
    private final Results results;
    private final CheckpointPolicy policy;
    private final InstantSource clock;
    private final List<String> notes = new ArrayList<>();
    private final Instant started;
    private Instant lastSave;
    private Duration lost = Duration.ZERO;

    /**
     * Prepares an attempt to go on.
     *
     * @param data as the assignment's dataset says
     * @throws dev.muster.contract.InvalidInputException when the job cannot be trained on the data
     */
    public Run(
            Assignment assignment,
            PreparedDataset data,
            ArtifactStore store,
            CheckpointPolicy policy,
            InstantSource clock) {
        this.attempt = assignment.attempt();
        this.data = data;
        this.policy = policy;
        this.clock = clock;
        this.started = clock.instant();
        this.lastSave = started;
        this.provenance = Provenance.of(assignment.job());
        this.checkpoints = new Checkpoints(store, attempt);
        this.writer = CheckpointWriter.inBackground(checkpoints, clock);
        this.results = new Results(store);
        JobSpec job = assignment.job();
        Optional<Training> resumed =
                checkpoints.newest(job, checkpoint -> Training.resume(job, data, checkpoint), notes::add);
        resumed.ifPresent(it -> notes.add("resumed after epoch " + it.history().size()));
        this.training = resumed.orElseGet(() -> Training.start(job, data));
    }

    /**
     * The outcome of an attempt that was finished before, by itself or by an earlier attempt; asked before it begins.
     *
     * <p>An earlier one may have finished in time, and only its report was lost; or after its lease was, while another
     * attempt trained. Nobody can tell the two apart, and nobody needs to: its manifest is whole, names its own model,
     * and in deterministic mode that is the very model which another training would come to. Nor does it break the
     * fence: that attempt itself changes nothing any more, it is the current one that finds its result and reports it.
     * One that has begun no longer looks, and reports its own.
     */
    public static Optional<Outcome.Succeeded> finished(Attempt attempt, ArtifactStore store) {
        Optional<Manifest> found = new Results(store).find(attempt);
        if (found.isPresent()) {
            new Checkpoints(store, attempt).clear();
        }
        return found.map(Manifest::outcome);
    }

    /** Notes what happened before, for people. */
    public void note(List<String> lines) {
        notes.addAll(lines);
    }

    /** What happened on the way until now, for people. */
    public List<String> notes() {
        return Stream.concat(notes.stream(), writer.notes().stream()).toList();
    }

    /** Whether all epochs are trained and {@link #finish} is next. */
    public boolean done() {
        return training.done();
    }

    /**
     * Trains on until all epochs are done, or until told to pause.
     *
     * @param pause asked between batches; what it interrupts goes on with the next call
     * @return one entry for each epoch that ended meanwhile
     */
    public List<JobProgress> advance(BooleanSupplier pause) {
        List<JobProgress> ended = new ArrayList<>();
        boolean paused = false;
        while (!done() && !paused) {
            Optional<Epoch> epoch = training.advance(pause);
            epoch.ifPresent(it -> ended.add(progress(it.number(), it.metrics())));
            if (!done() && due(epoch.isPresent())) {
                save();
            }
            paused = epoch.isEmpty() || pause.getAsBoolean();
        }
        return ended;
    }

    /** A sign of life. */
    public JobProgress progress() {
        return progress(training.history().size(), Map.of());
    }

    /** Writes a checkpoint, if the store takes it; the end of this attempt. */
    public Outcome.Stopped stop() {
        save();
        writer.await();
        return new Outcome.Stopped(training.history().size());
    }

    /** Measures the model; the end of this attempt, but for storing the result. Writes no checkpoint from here on. */
    public Completion finish() {
        writer.forget();
        Trained trained = training.finish();
        writer.await();
        return new Completion(results, checkpoints, manifest(trained), trained.model());
    }

    private Manifest manifest(Trained trained) {
        String digest = Digest.of(trained.model());
        return new Manifest(
                attempt,
                new Outcome.Succeeded(
                        trained.scores().metrics(),
                        digest,
                        Manifest.path(attempt),
                        trained.history().size()),
                trained.scores().baseline(),
                data.classes(),
                trained.scores().confusion(),
                trained.history(),
                trained.best(),
                new Manifest.Stored(attempt.path() + "/model", digest, trained.model().length),
                provenance,
                notes(),
                seconds());
    }

    private boolean due(boolean epochEnded) {
        Instant now = clock.instant();
        Duration cost = lost.plus(writer.spent());
        return policy.due(epochEnded, Duration.between(started, now), cost, Duration.between(lastSave, now));
    }

    private void save() {
        Instant before = clock.instant();
        writer.offer(training.checkpoint());
        lastSave = clock.instant();
        lost = lost.plus(Duration.between(before, lastSave));
    }

    private JobProgress progress(int epoch, Map<String, Double> metrics) {
        return new JobProgress(attempt, epoch, training.epochs(), metrics, seconds());
    }

    private double seconds() {
        return Duration.between(started, clock.instant()).toNanos() / 1e9;
    }

    /** Gives the memory back, once the last checkpoint is written. */
    @Override
    public void close() {
        try (training) {
            writer.await();
        }
    }
}
