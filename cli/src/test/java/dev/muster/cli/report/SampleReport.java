package dev.muster.cli.report;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Gates;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Metric;
import dev.muster.contract.Outcome;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A batch on handwritten digits, made up but with figures of a likely size. */
final class SampleReport {
    static final BatchId BATCH = BatchId.derive("/sample", "digits");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String DATA = Digest.of("digits");
    private static final Dataset DIGITS = new Dataset(
            new DatasetSpec(
                    "digits",
                    "/data/digits.csv",
                    DataFormat.CSV,
                    Task.CLASSIFICATION,
                    "label",
                    List.of(1, 8, 8),
                    Split.DEFAULT),
            DATA);
    private static final List<String> NAMES = List.of("logistic", "mlp-small", "mlp-wide", "cnn", "trees");
    private static final List<String> MODELS = List.of("LogisticRegression", "MLP", "MLP", "CNN", "XGBoost");
    private static final double[] ACCURACY = {0.9556, 0.9611, 0.9778, 0.9917, 0.9639};

    private SampleReport() {}

    static ReportData data() {
        return data("digits");
    }

    static ReportData data(String name) {
        return new ReportData(
                new History.Batch(
                        BATCH, name, BatchState.PASSED, "/muster/cli", NOON, NOON.plusMillis(14_300), Map.of()),
                new BatchSpec(
                        name,
                        Queueing.USUAL,
                        specs(),
                        Gates.NONE,
                        JoinPolicy.ALL,
                        RetryPolicy.DEFAULT,
                        "digits",
                        null,
                        false),
                verdict(name),
                epochs(),
                Map.of(DATA, profile()),
                manifest(),
                NOON.plusSeconds(15));
    }

    static Verdict verdict(String name) {
        List<Verdict.Job> jobs = new ArrayList<>(
                IntStream.range(0, NAMES.size()).mapToObj(SampleReport::job).toList());
        jobs.add(new Verdict.Job(
                id("broken"),
                "broken",
                "MLP",
                Map.of("learningRate", 1000),
                JobState.FAILED,
                3,
                4.2,
                Map.of(),
                null,
                null,
                "the loss is not a number after epoch 1: lower learningRate, which is 1000",
                null));
        return new Verdict(
                BATCH,
                name,
                BatchState.PASSED,
                Metric.ACCURACY,
                Coverage.whole(jobs.size()),
                jobs,
                List.of(
                        new Verdict.Gate("accuracy >= 0.97", true, "0.9917 of cnn, 0.0217 above"),
                        new Verdict.Gate("better than majority", true, "0.9917 of cnn against 0.1028"),
                        new Verdict.Gate("5 of 6 jobs succeeded", true, "5 did")),
                id("cnn"),
                new Promotion(
                        "digits",
                        3,
                        id("cnn"),
                        Digest.of("model"),
                        "batches/x/manifest.json",
                        Metric.ACCURACY,
                        0.9917));
    }

    private static JobId id(String name) {
        return JobId.derive(BATCH, name);
    }

    private static List<JobSpec> specs() {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> new JobSpec(
                        NAMES.get(i), MODELS.get(i), MODELS.get(i), parameters(i), 7, DIGITS, Resources.ONE_CPU))
                .toList();
    }

    private static Map<String, Object> parameters(int i) {
        return Map.of("epochs", 20, "learningRate", i == 3 ? 0.005 : 0.01, "batchSize", 32, "hidden", List.of(32 << i));
    }

    private static Verdict.Job job(int i) {
        return new Verdict.Job(
                id(NAMES.get(i)),
                NAMES.get(i),
                MODELS.get(i),
                parameters(i),
                JobState.SUCCEEDED,
                i == 2 ? 2 : 1,
                1.4 + i * 1.3,
                Map.of("accuracy", ACCURACY[i], "loss", 0.21 - i * 0.03, "f1", ACCURACY[i] - 0.002),
                Digest.of("model" + i),
                "batches/x/manifest.json",
                null,
                null);
    }

    private static List<History.Epoch> epochs() {
        Random random = new Random(1);
        List<History.Epoch> epochs = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            for (int epoch = 1; epoch <= 20; epoch++) {
                double loss = 2.3 * Math.exp(-epoch * (0.12 + 0.04 * i)) + 0.03 * random.nextDouble();
                epochs.add(new History.Epoch(
                        id(NAMES.get(i)),
                        1,
                        epoch,
                        Map.of(
                                "loss",
                                loss,
                                "validation.loss",
                                loss + 0.08 + 0.004 * epoch,
                                "validation.accuracy",
                                ACCURACY[i] - 0.8 * Math.exp(-epoch * (0.2 + 0.05 * i))),
                        epoch * 0.2));
            }
        }
        return epochs;
    }

    private static Profile profile() {
        Random random = new Random(2);
        List<Profile.Column> columns = IntStream.range(0, 64)
                .mapToObj(i -> new Profile.Column(
                        "pixel_" + i / 8 + "_" + i % 8,
                        Profile.Kind.NUMERIC,
                        i == 5 ? 12 : 0,
                        0,
                        5.2,
                        4.9,
                        0.0,
                        16.0,
                        histogram(random)))
                .toList();
        Map<String, Long> classes = new LinkedHashMap<>();
        IntStream.range(0, 10).forEach(i -> classes.put(String.valueOf(i), 174L + random.nextInt(10)));
        return new Profile(DATA, 1797, 493_112, columns, classes);
    }

    private static Map<String, Long> histogram(Random random) {
        Map<String, Long> histogram = new LinkedHashMap<>();
        IntStream.range(0, 10)
                .forEach(bin -> histogram.put(String.valueOf(bin), (long) (random.nextDouble() * 900 / (1 + bin))));
        return histogram;
    }

    private static Manifest manifest() {
        Random random = new Random(3);
        List<List<Long>> confusion = IntStream.range(0, 10)
                .mapToObj(row -> IntStream.range(0, 10)
                        .mapToObj(column -> column == row ? 33L + random.nextInt(5) : random.nextInt(12) == 0 ? 1L : 0L)
                        .toList())
                .toList();
        JobSpec job = specs().get(3);
        return new Manifest(
                new Attempt(BATCH, id("cnn"), 1),
                new Outcome.Succeeded(Map.of("accuracy", 0.9917), Digest.of("model"), "batches/x/manifest.json", 20),
                Map.of("accuracy", 0.1028),
                IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                confusion,
                List.of(),
                18,
                new Manifest.Stored("batches/x/model", Digest.of("model"), 49_120),
                new Provenance(
                        job,
                        Map.of("muster", "0.1.0", "jvm", "17.0.15+6", "djl", "0.35.1", "pytorch", "2.7.1"),
                        new Provenance.Platform("Linux", "amd64"),
                        1),
                List.of(),
                5.3);
    }
}
