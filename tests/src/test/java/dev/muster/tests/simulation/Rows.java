package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.Profile;
import dev.muster.contract.Verdict;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.queue.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the database, as far as a decision depends on them. Only the doors of the model write to them. */
final class Rows {
    private Rows() {}

    /** A batch, with its verdict. */
    static final class Batch {
        final BatchId id;
        final long number;
        final BatchSpec spec;
        final List<Profile> profiles;
        final List<Job> jobs = new ArrayList<>();
        final boolean plain;
        final boolean accelerated;
        BatchState state = BatchState.RUNNING;
        Instant queuedAt;

        @Nullable
        Instant calledOffAt;

        @Nullable
        Instant deadline;

        @Nullable
        Instant expiresAt;

        @Nullable
        Instant expiredAt;

        @Nullable
        Judged verdict;

        Batch(BatchId id, long number, BatchSpec spec, List<Profile> profiles, Instant now) {
            this.id = id;
            this.number = number;
            this.spec = spec;
            this.profiles = profiles;
            this.plain = spec.jobs().stream().anyMatch(job -> job.resources().gpus() == 0);
            this.accelerated =
                    spec.jobs().stream().anyMatch(job -> job.resources().gpus() > 0);
            this.queuedAt = now;
            this.deadline =
                    spec.join().within() == null ? null : now.plus(spec.join().within());
            this.expiresAt = spec.queueing().expires();
        }

        boolean overdue(Instant now) {
            return deadline != null && !deadline.isAfter(now);
        }

        boolean expired(Instant now) {
            return expiresAt != null && !expiresAt.isAfter(now);
        }

        /** Whether jobs of it may start. */
        boolean open() {
            return state == BatchState.RUNNING && calledOffAt == null;
        }

        String team() {
            return spec.queueing().team();
        }

        long running() {
            long running = 0;
            for (Job job : jobs) {
                running += job.state == JobState.RUNNING ? 1 : 0;
            }
            return running;
        }
    }

    /** A verdict. */
    record Judged(Verdict verdict, Instant at, String cause) {}

    /** A job, with its result and its absence from the verdict. */
    static final class Job {
        final Batch batch;
        final JobId id;
        final int ordinal;
        final JobSpec spec;
        final @Nullable String recipe;
        final List<Try> tries = new ArrayList<>();
        JobState state = JobState.QUEUED;
        Instant notBefore;
        int attempt;
        int resumedAfter;

        @Nullable
        Result result;

        @Nullable
        Absent absent;

        Job(Batch batch, int ordinal, JobSpec spec, @Nullable String recipe, Instant now) {
            this.batch = batch;
            this.id = JobId.derive(batch.id, spec.name());
            this.ordinal = ordinal;
            this.spec = spec;
            this.recipe = recipe;
            this.notBefore = now;
        }

        Usage asks() {
            return new Usage(1, spec.resources().cpus(), spec.resources().gpus());
        }

        Optional<Try> running() {
            return tries.stream().filter(Try::running).findFirst();
        }

        long count(AttemptState wanted) {
            return tries.stream()
                    .filter(it -> it.state == wanted && it.number > resumedAfter)
                    .count();
        }

        @Override
        public String toString() {
            return id + " " + state + " attempt " + attempt + " " + tries;
        }
    }

    /** An attempt. */
    static final class Try {
        final Job job;
        final int number;
        final String cluster;
        final Instant claimedAt;
        AttemptState state = AttemptState.RUNNING;

        @Nullable
        Instant leaseUntil;

        @Nullable
        Instant endedAt;

        @Nullable
        String failure;

        @Nullable
        String message;

        int epoch;
        int epochs;
        double seconds;

        @Nullable
        String preemptedFor;

        Try(Job job, int number, String cluster, Instant claimedAt, Instant leaseUntil) {
            this.job = job;
            this.number = number;
            this.cluster = cluster;
            this.claimedAt = claimedAt;
            this.leaseUntil = leaseUntil;
        }

        boolean running() {
            return state == AttemptState.RUNNING;
        }

        Attempt named() {
            return new Attempt(job.batch.id, job.id, number);
        }

        @Override
        public String toString() {
            return number + " " + state;
        }
    }

    /** The result that counts. */
    record Result(
            int attempt,
            String model,
            String manifest,
            @Nullable Attempt reused,
            Map<String, Double> metrics) {}

    /** What a verdict keeps of a job that it does without. */
    record Absent(int attempts, double seconds) {}
}
