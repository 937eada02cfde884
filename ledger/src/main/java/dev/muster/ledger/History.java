package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is, and what happened. */
public final class History {
    History() {}

    /** The newest batches first. */
    public List<Batch> batches(int limit) {
        throw new LedgerException("to be written");
    }

    /** One batch. */
    public Optional<Batch> batch(BatchId id) {
        throw new LedgerException("to be written");
    }

    /** What was asked for. */
    public Optional<BatchSpec> spec(BatchId id) {
        throw new LedgerException("to be written");
    }

    /** The verdict, once there is one. */
    public Optional<Verdict> verdict(BatchId id) {
        throw new LedgerException("to be written");
    }

    /** The jobs in the order of the request. */
    public List<Job> jobs(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /** Learning curves: the epochs of each job, from whichever attempt finished them last. */
    public List<Epoch> epochs(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /** Profiles of the batch's datasets, by digest. */
    public Map<String, Profile> profiles(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /** Promoted models, newest first. */
    public List<Promotion> models() {
        throw new LedgerException("to be written");
    }

    /** Every state change of a batch, oldest first. */
    public List<Entry> audit(BatchId batch) {
        throw new LedgerException("to be written");
    }

    /**
     * A batch in short.
     *
     * @param origin source of the event that asked for it
     * @param jobs how many are in which state
     */
    public record Batch(
            BatchId id,
            String name,
            BatchState state,
            String origin,
            Instant accepted,
            @Nullable Instant completed,
            Map<JobState, Integer> jobs) {}

    /**
     * A job in short.
     *
     * @param attempts made so far
     * @param epoch last finished by the current attempt
     * @param epochs planned
     * @param metrics of that epoch, or the final ones
     * @param problem why it failed last
     */
    public record Job(
            JobId id,
            String name,
            String model,
            JobState state,
            int attempts,
            int epoch,
            int epochs,
            Map<String, Double> metrics,
            double seconds,
            @Nullable String cluster,
            @Nullable String problem) {}

    /** Metrics of one epoch of one job. */
    public record Epoch(JobId job, int attempt, int epoch, Map<String, Double> metrics, double seconds) {}

    /** One line of the audit. */
    public record Entry(long number, Instant at, String who, String what, String subject, String why) {}
}
