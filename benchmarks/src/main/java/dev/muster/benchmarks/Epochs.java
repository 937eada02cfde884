package dev.muster.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.RetryPolicy;
import dev.muster.data.Datasets;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.CheckpointPolicy;
import dev.muster.trainer.Run;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolver;
import dev.muster.validate.ValidateConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Networks against PyTorch eager, boosted trees against Python's XGBoost: the same rows, batches, parameters and one
 * thread, in turns. Times are of the training, with the evaluation on the validation rows after each epoch; reading the
 * data and starting the process are left out on both sides. No checkpoints are written.
 */
public final class Epochs {
    private static final int ROUNDS = 3;
    private static final String BATCH = """
            batch: epochs
            dataset: mnist
            jobs:
              - {model: mlp, parameters: {epochs: 30, hidden: [128], optimizer: adam, patience: 0}}
              - {model: cnn, parameters: {epochs: 6, optimizer: adam, patience: 0}}
              - {model: boosted-trees, parameters: {rounds: 40, patience: 0}}
            """;

    private Epochs() {}

    /**
     * Prints both sides of each, and their ratio.
     *
     * @param arguments the repository's folder, and a Python with {@code requirements.txt} installed, and the models to
     *     compare (all when none is said)
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]).toRealPath();
        Path folder = Files.createTempDirectory("muster-epochs-");
        ValidateConfig rules = new ValidateConfig(
                List.of(root), AllowedHosts.NONE, RetryPolicy.DEFAULT, null, null, null, folder.resolve("cache"));
        byte[] text = BATCH.getBytes(StandardCharsets.UTF_8);
        for (JobSpec job : Resolver.open(rules)
                .resolve(BatchText.of(text, "epochs"))
                .spec()
                .jobs()) {
            if (arguments.length > 2
                    && !List.of(arguments).subList(2, arguments.length).contains(job.model())) {
                continue;
            }
            Dataset dataset = job.dataset();
            PreparedDataset data = Datasets.prepare(dataset.spec(), dataset.digest(), folder.resolve("cache"));
            compare(
                    job,
                    data,
                    folder,
                    List.of(arguments[1], root.resolve("benchmarks/epochs.py").toString()));
        }
    }

    private static void compare(JobSpec job, PreparedDataset data, Path folder, List<String> python)
            throws IOException, InterruptedException {
        Path exported = export(job, data, Files.createDirectories(folder.resolve(job.algorithm())));
        Trained ours = Trained.NEVER;
        Trained theirs = Trained.NEVER;
        for (int round = 0; round <= ROUNDS; round++) {
            Trained us = train(job, data, folder.resolve("store-" + round));
            Trained them = trainInPython(python, exported);
            if (round > 0) {
                ours = ours.or(us);
                theirs = theirs.or(them);
            }
        }
        ours.print("Muster, " + job.model());
        theirs.print(job.algorithm().equals("boosted-trees") ? "Python's XGBoost" : "PyTorch eager");
        System.out.printf(Locale.ROOT, "%.2f of its time (aim: at most 1.0)%n%n", ours.seconds() / theirs.seconds());
    }

    private static Trained train(JobSpec job, PreparedDataset data, Path folder) {
        BatchId batch = BatchId.derive("/benchmarks", folder.toString());
        Attempt attempt = new Attempt(batch, JobId.derive(batch, job.name()), 1);
        ArtifactStore store = ArtifactStore.open(folder.toUri().toString());
        CheckpointPolicy none = new CheckpointPolicy(-1, Duration.ZERO, Duration.ofHours(1));
        try (Run run = new Run(new Assignment(attempt, job), data, store, none, InstantSource.system())) {
            long start = System.nanoTime();
            while (!run.done()) {
                run.advance(() -> false);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Trained(seconds, run.finish().store().metrics().getOrDefault("accuracy", 0.0));
        }
    }

    private static Trained trainInPython(List<String> python, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(python);
        command.add(folder.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        byte[] said = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the rival failed: " + String.join(" ", command));
        }
        JsonNode result = Json.mapper().readTree(said);
        return new Trained(
                result.get("seconds").asDouble(), result.get("accuracy").asDouble());
    }

    static Path export(JobSpec job, PreparedDataset data, Path folder) throws IOException {
        Map<String, Object> description = Map.of(
                "algorithm", job.algorithm(),
                "parameters", job.parameters(),
                "features", data.features(),
                "shape", data.shape(),
                "classes", data.classes().size());
        Files.write(folder.resolve("job.json"), Json.bytes(description));
        export(data.train(), folder.resolve("train.f32"));
        export(data.validation(), folder.resolve("validation.f32"));
        export(data.test(), folder.resolve("test.f32"));
        return folder;
    }

    private static void export(Part part, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int shard = 0; shard < part.shards(); shard++) {
                out.write(part.shard(shard));
            }
        }
    }

    /**
     * One side of a comparison.
     *
     * @param seconds of all epochs
     * @param accuracy on the test rows
     */
    private record Trained(double seconds, double accuracy) {
        static final Trained NEVER = new Trained(Double.MAX_VALUE, 0);

        Trained or(Trained other) {
            return seconds < other.seconds ? this : other;
        }

        void print(String what) {
            System.out.printf(Locale.ROOT, "%-24s %8.3f s   accuracy %.3f%n", what, seconds, accuracy);
        }
    }
}
