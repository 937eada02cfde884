package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Outcome;
import dev.muster.contract.Profile;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values for tests. */
final class Samples {
    static final Dataset DIGITS = new Dataset(
            new DatasetSpec(
                    "digits",
                    "/data/digits.csv",
                    DataFormat.CSV,
                    Task.CLASSIFICATION,
                    "label",
                    List.of(1, 8, 8),
                    new Split(0.1, 0.2, 7)),
            "sha256:d1");

    static final Profile PROFILE = new Profile(
            "sha256:d1",
            1797,
            123_456,
            List.of(
                    new Profile.Column(
                            "pixel 1",
                            Profile.Kind.NUMERIC,
                            3,
                            0,
                            0.1,
                            1e-7,
                            -1.0,
                            16.0,
                            Map.of("0..1", 5L, "1..2", 6L)),
                    new Profile.Column(
                            "colour", Profile.Kind.CATEGORICAL, 0, 2, null, null, null, null, Map.of("röd", 9L))),
            Map.of("0", 178L, "1", 182L));

    private Samples() {}

    static BatchId id(String key) {
        return BatchId.derive("/test", key);
    }

    /** A batch of a few jobs, tried at most three times. */
    static BatchSpec batch(String name, int jobs) {
        return batch(name, 0, jobs, null);
    }

    static BatchSpec batch(String name, int priority, int jobs, String promote) {
        return new BatchSpec(
                name,
                new Queueing(Queueing.DEFAULT_TEAM, priority, null, null),
                IntStream.range(0, jobs).mapToObj(i -> job("job-" + i)).toList(),
                Gates.NONE,
                JoinPolicy.ALL,
                new RetryPolicy(3, Duration.ofSeconds(8)),
                promote,
                null,
                false);
    }

    /** A batch that does not wait for all of its jobs. */
    static BatchSpec batch(String name, int jobs, Gates gates, JoinPolicy policy) {
        BatchSpec plain = batch(name, jobs);
        return new BatchSpec(name, Queueing.USUAL, plain.jobs(), gates, policy, plain.retry(), null, null, false);
    }

    static JobSpec job(String name) {
        return new JobSpec(
                name,
                "MLP",
                "mlp",
                Map.of("epochs", 3, "learningRate", 1e-3, "hidden", List.of(64, 32), "optimizer", "adam"),
                42,
                DIGITS,
                Resources.ONE_CPU);
    }

    static JobResult succeeded(Attempt attempt, double accuracy) {
        return new JobResult(
                attempt,
                new Outcome.Succeeded(
                        Map.of("accuracy", accuracy, "loss", 1 - accuracy),
                        "sha256:" + attempt.job().value(),
                        attempt.path() + "/manifest.json",
                        3),
                1.5);
    }

    static JobResult failed(Attempt attempt, Outcome.FailureKind kind) {
        return new JobResult(attempt, new Outcome.Failed(kind, "it broke"), 0.5);
    }

    static JobResult stopped(Attempt attempt) {
        return new JobResult(attempt, new Outcome.Stopped(2), 0.25);
    }
}
