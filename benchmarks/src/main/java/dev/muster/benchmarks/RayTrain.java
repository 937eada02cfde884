package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.contract.Assignment;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One network on the digits, from its submission to the stored model, against Ray Train with PyTorch's DDP. */
public final class RayTrain {
    private static final int ROUNDS = 3;
    private static final String BATCH = """
            {batch: train, dataset: digits, jobs: [{model: mlp, parameters:
             {epochs: 30, hidden: [128], batchSize: 64, learningRate: 0.003, optimizer: adam, patience: 0}}]}""";

    private RayTrain() {}

    /** Prints both, and the ratio; the arguments are the repository and a Python with PyTorch and Ray Train. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toRealPath();
        JobSpec job = Fleet.job(root, BATCH);
        Dataset dataset = job.dataset();
        Path cache = Fleet.home().resolve("bench");
        Path data = Epochs.export(
                job,
                Datasets.prepare(dataset.spec(), dataset.digest(), cache),
                Files.createDirectories(cache.resolve("digits")));
        List<String> script =
                List.of(arguments[1], root.resolve("benchmarks/ray_train.py").toString(), data.toString());
        double ours = Double.MAX_VALUE;
        double cold = Double.MAX_VALUE;
        double[] theirs = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] accuracy = new double[3];
        try (Fleet fleet = Fleet.open();
                Rival warm = Rival.start(script)) {
            for (int round = 0; round <= ROUNDS; round++) {
                List<Assignment> one = fleet.like(job, 1);
                double us = Timed.of(
                                () -> accuracy[0] = accuracy(fleet.train(one).get(0)))
                        .wall();
                if (round > 0) {
                    ours = Math.min(ours, us);
                }
                for (int workers = 1; workers <= 2; workers++) {
                    theirs[workers - 1] = Math.min(theirs[workers - 1], warm.ask("fit " + workers));
                    accuracy[workers] = warm.ask("accuracy");
                }
            }
            cold = Math.min(cold, Timed.of(() -> fit(script)).wall());
        }
        print("Muster, submission to stored model", ours, accuracy[0]);
        print("Ray Train, 1 worker, driver connected", theirs[0], accuracy[1]);
        print("Ray Train, 2 workers, driver connected", theirs[1], accuracy[2]);
        System.out.printf(Locale.ROOT, "Ray Train, 2 workers, start of the script too: %.2f s%n", cold);
        System.out.printf(
                Locale.ROOT,
                "%.1f times as fast as the faster of both (aim: at least 1.2)%n",
                Math.min(theirs[0], theirs[1]) / ours);
    }

    private static void fit(List<String> script) {
        try (Rival fresh = Rival.start(script)) {
            fresh.ask("fit 2");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double accuracy(Outcome.Succeeded outcome) {
        return outcome.metrics().getOrDefault("accuracy", 0.0);
    }

    private static void print(String what, double seconds, double accuracy) {
        System.out.printf(Locale.ROOT, "%-44s %8.2f s  accuracy %.3f%n", what, seconds, accuracy);
    }
}
