package dev.muster.gateway.program;

import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.data.PreparedDataset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program is asked: {@code request.json} in its work folder.
 *
 * @param protocol between gateway and program; another number, another meaning
 * @param entry file to run
 * @param parameters all of the program
 * @param threads that it may use, as {@code gpus}
 * @param classes by index; empty for regression
 * @param features one name a feature
 * @param data by part
 * @param original the data itself
 * @param checkpointSeconds between checkpoints
 * @param resume where to go on; null for a fresh start
 */
record ProgramRequest(
        int protocol,
        String entry,
        Map<String, Object> parameters,
        long seed,
        int threads,
        int gpus,
        Task task,
        List<String> classes,
        List<String> features,
        List<Integer> shape,
        Map<String, Rows> data,
        Original original,
        int checkpointSeconds,
        @Nullable Resume resume) {
    private static final int PROTOCOL = 1;
    private static final int CHECKPOINT_SECONDS = 5;

    static ProgramRequest of(
            JobSpec job, String entry, PreparedDataset data, Map<String, Rows> parts, @Nullable Resume resume) {
        return new ProgramRequest(
                PROTOCOL,
                entry,
                job.parameters(),
                job.seed(),
                job.resources().cpus(),
                job.resources().gpus(),
                data.task(),
                data.classes(),
                data.featureNames(),
                data.shape(),
                parts,
                Original.of(job.dataset()),
                CHECKPOINT_SECONDS,
                resume);
    }

    /**
     * One part of the prepared dataset.
     *
     * @param rows how many
     * @param x file of the features
     * @param y file of the targets
     */
    record Rows(long rows, String x, String y) {}

    /** Where the data lies as it came, and how it was split. */
    record Original(String path, String format, @Nullable String target, String digest, Split split) {
        static Original of(Dataset dataset) {
            DatasetSpec spec = dataset.spec();
            return new Original(spec.uri(), spec.format().label(), spec.target(), dataset.digest(), spec.split());
        }
    }

    /**
     * A checkpoint.
     *
     * @param epoch last finished
     * @param file in the work folder
     */
    record Resume(int epoch, String file) {}
}
