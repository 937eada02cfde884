package dev.muster.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data of {@link EventTypes#BATCH_COMPLETED}: the joined results of a batch, and whether it passed.
 *
 * @param batch judged
 * @param name of the batch
 * @param state how it ended
 * @param metric that models were compared by
 * @param coverage how many of the jobs it rests on, and why not on the others
 * @param jobs what happened to each, in the order of the request
 * @param gates each with its figures
 * @param best the job with the best model; null when none succeeded
 * @param promoted what was promoted; null when nothing was
 */
public record Verdict(
        BatchId batch,
        String name,
        BatchState state,
        Metric metric,
        Coverage coverage,
        List<Job> jobs,
        List<Gate> gates,
        @Nullable JobId best,
        @Nullable Promotion promoted) {
    public Verdict {
        jobs = List.copyOf(jobs);
        gates = List.copyOf(gates);
    }

    /**
     * What happened to one job.
     *
     * @param attempts how many were made
     * @param seconds of wall time, all attempts together
     * @param metrics on the test split; empty unless it succeeded
     * @param digest SHA-256 of the model; null unless it succeeded
     * @param manifest path of the manifest; null unless it succeeded
     * @param problem why it failed; null unless it did
     * @param reused whose result it is, when it was not trained itself; null when it was
     */
    public record Job(
            JobId id,
            String name,
            String model,
            Map<String, Object> parameters,
            JobState state,
            int attempts,
            double seconds,
            Map<String, Double> metrics,
            @Nullable String digest,
            @Nullable String manifest,
            @Nullable String problem,
            @Nullable Attempt reused) {
        /** The same, cancelled because its batch was judged without it. */
        public Job cut() {
            return new Job(
                    id,
                    name,
                    model,
                    parameters,
                    JobState.CANCELLED,
                    attempts,
                    seconds,
                    metrics,
                    digest,
                    manifest,
                    problem,
                    reused);
        }
    }

    /**
     * One gate.
     *
     * @param name such as {@code accuracy >= 0.97}
     * @param passed whether it held
     * @param detail the figures, and by how much it failed
     */
    public record Gate(String name, boolean passed, String detail) {}
}
