package dev.muster.trainer;

import dev.muster.contract.Dataset;
import dev.muster.contract.Digest;
import dev.muster.contract.JobSpec;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A model trained once more from its provenance, compared with the original.
 *
 * @param expected digest of the original
 * @param actual digest of the repetition
 * @param expectedMetrics of the original, on the test part
 * @param actualMetrics of the repetition
 * @param differences between the surroundings then and now, for people; they explain another digest
 */
public record Reproduction(
        String expected,
        String actual,
        Map<String, Double> expectedMetrics,
        Map<String, Double> actualMetrics,
        List<String> differences) {
    public Reproduction {
        expectedMetrics = Map.copyOf(expectedMetrics);
        actualMetrics = Map.copyOf(actualMetrics);
        differences = List.copyOf(differences);
    }

    /** Whether the very same model came out. */
    public boolean identical() {
        return expected.equals(actual) && expectedMetrics.equals(actualMetrics);
    }

    /**
     * Trains once more, in this thread; reads the dataset and the cache, and nothing of the first time.
     *
     * @param cache folder for prepared datasets
     * @param progress told of each epoch
     * @throws dev.muster.contract.InvalidInputException when the data is no longer what it was
     */
    public static Reproduction of(Manifest manifest, Path cache, Consumer<Epoch> progress) {
        JobSpec job = manifest.provenance().job();
        Dataset dataset = job.dataset();
        return of(manifest, Datasets.prepare(dataset.spec(), dataset.digest(), cache), progress);
    }

    static Reproduction of(Manifest manifest, PreparedDataset data, Consumer<Epoch> progress) {
        JobSpec job = manifest.provenance().job();
        try (Training training = Training.start(job, data)) {
            while (!training.done()) {
                training.advance(() -> false).ifPresent(progress);
            }
            Trained trained = training.finish();
            return new Reproduction(
                    manifest.outcome().model(),
                    Digest.of(trained.model()),
                    manifest.outcome().metrics(),
                    trained.scores().metrics(),
                    manifest.provenance().differences(Provenance.of(job)));
        }
    }
}
