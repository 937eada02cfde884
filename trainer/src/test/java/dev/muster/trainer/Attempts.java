package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.Digest;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.data.PreparedDataset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The attempts at one job, on a store of their own. */
final class Attempts {
    static final BatchId BATCH = BatchId.derive("/test", "run");
    private static final JobId JOB = JobId.derive(BATCH, "job");

    final PreparedDataset data = Samples.bars(1, 8, 256);
    final WatchedStore store;

    Attempts(Path folder) {
        store = new WatchedStore(ArtifactStore.open(folder.toUri().toString()));
    }

    static Attempt attempt(int number) {
        return new Attempt(BATCH, JOB, number);
    }

    Run run(JobSpec job, int attempt) {
        return run(job, attempt, CheckpointPolicy.ALWAYS);
    }

    Run run(JobSpec job, int attempt, CheckpointPolicy policy) {
        return new Run(new Assignment(attempt(attempt), job), data, store, policy, InstantSource.system());
    }

    Outcome.Succeeded finish(JobSpec job, int attempt) {
        try (Run run = run(job, attempt)) {
            return finish(run);
        }
    }

    static Outcome.Succeeded finish(Run run) {
        run.advance(() -> false);
        return run.finish().store();
    }

    /** Trains so many batches and stops; returns the path of the checkpoint that it leaves. */
    String stop(JobSpec job, int attempt, int batches) {
        try (Run run = run(job, attempt)) {
            run.advance(new After(batches));
            run.stop();
        }
        List<String> paths = checkpoints(attempt);
        return paths.get(paths.size() - 1);
    }

    /** Paths of an attempt's checkpoints, in order. */
    List<String> checkpoints(int attempt) {
        return store.list(attempt(attempt).path() + "/checkpoints");
    }

    /** Digest of the model of a training that nothing disturbs. */
    String undisturbed(JobSpec job) {
        return Digest.of(Trials.trained(job, data).model());
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Pauses at the so manyth question. */
    static final class After implements BooleanSupplier {
        private int left;

        After(int questions) {
            this.left = questions;
        }

        @Override
        public boolean getAsBoolean() {
            return --left <= 0;
        }
    }
}
