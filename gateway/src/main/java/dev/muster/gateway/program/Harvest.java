package dev.muster.gateway.program;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Metric;
import dev.muster.contract.Outcome;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import dev.muster.gateway.program.ResultFile.Signed;
import dev.muster.trainer.Checkpoints;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.Provenance;
import dev.muster.trainer.Results;
import dev.muster.trainer.metric.Scores;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Brings in what a program made: checks it, measures it, and stores the model and then the manifest. */
final class Harvest {
    private final Surroundings with;
    private final Attempt attempt;
    private final JobSpec job;
    private final WorkFolder work;
    private final DoubleSupplier seconds;

    /**
     * Of one attempt.
     *
     * @param seconds since it started
     */
    Harvest(Surroundings with, Assignment assignment, WorkFolder work, DoubleSupplier seconds) {
        this.with = with;
        this.attempt = assignment.attempt();
        this.job = assignment.job();
        this.work = work;
        this.seconds = seconds;
    }

    /**
     * Stores the result of the attempt; may be repeated.
     *
     * @throws IOException when a file of it is missing or not what was signed
     * @throws IllegalArgumentException when it is not what a program may hand in
     */
    Outcome.Succeeded store(ResultFile result, Trail trail) throws IOException {
        byte[] model = content(result.model(), "model");
        PreparedDataset data = Datasets.prepare(
                job.dataset().spec(), job.dataset().digest(), with.places().cache());
        Scores scores = scores(result, data, trail);
        Manifest manifest = manifest(result, trail, data, scores, model);
        Outcome.Succeeded outcome =
                new Results(with.store()).write(manifest, model).outcome();
        new Checkpoints(with.store(), attempt).clear();
        return outcome;
    }

    private Scores scores(ResultFile result, PreparedDataset data, Trail trail) throws IOException {
        Signed predictions = result.predictions();
        if (predictions != null) {
            byte[] bytes = content(predictions, "predictions");
            return Predictions.scores(data, bytes);
        }
        Map<String, Double> known = new TreeMap<>();
        Map<String, Double> given = result.metrics() == null ? Map.of() : result.metrics();
        given.forEach((name, value) -> {
            if (metric(name).filter(it -> it.fits(data.task())).isPresent() && Double.isFinite(value)) {
                known.put(name, value);
            } else {
                trail.note("the metric " + name + " is left out: " + value);
            }
        });
        return Predictions.scores(data, known);
    }

    private Manifest manifest(ResultFile result, Trail trail, PreparedDataset data, Scores scores, byte[] model) {
        String digest = Digest.of(model);
        return new Manifest(
                attempt,
                new Outcome.Succeeded(scores.metrics(), digest, Manifest.path(attempt), trail.epoch()),
                scores.baseline(),
                data.classes(),
                scores.confusion(),
                trail.history(),
                result.best(),
                new Manifest.Stored(attempt.path() + "/model", digest, model.length),
                Provenance.of(
                        job,
                        result.versions() == null ? Map.of() : result.versions(),
                        job.resources().cpus()),
                trail.notes(),
                seconds.getAsDouble());
    }

    private byte[] content(@Nullable Signed signed, String what) throws IOException {
        if (signed == null) {
            throw new IllegalArgumentException("the program hands in no " + what);
        }
        return work.signed(signed.file(), signed.sha256());
    }

    private static Optional<Metric> metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.label().equals(name))
                .findFirst();
    }
}
