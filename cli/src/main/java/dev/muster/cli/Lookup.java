package dev.muster.cli;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.Promotion;
import dev.muster.ledger.History;
import java.util.List;
import java.util.Optional;

/** Finds what a person means: a batch by its id, the beginning of it, or its name; a job or a model likewise. */
final class Lookup {
    private static final int BATCHES = 10_000;

    private final History history;

    Lookup(History history) {
        this.history = history;
    }

    /** The batch; of several with a name the newest. */
    History.Batch batch(String wanted) {
        return findBatch(wanted)
                .orElseThrow(() -> Trouble.invalid("there is no batch " + wanted + "; see: muster list"));
    }

    Optional<History.Batch> findBatch(String wanted) {
        if (wanted.matches("b-[0-9a-f]{16}")) {
            return history.batch(new BatchId(wanted));
        }
        return history.batches(BATCHES).stream()
                .filter(batch -> batch.name().equals(wanted)
                        || (wanted.matches("b-[0-9a-f]{2,}")
                                && batch.id().value().startsWith(wanted)))
                .findFirst();
    }

    /** The job and its batch: by id, or as {@code BATCH/NAME}. */
    Optional<Found> findJob(String wanted) {
        int slash = wanted.lastIndexOf('/');
        if (slash > 0) {
            String name = wanted.substring(slash + 1);
            return findBatch(wanted.substring(0, slash)).flatMap(batch -> job(batch, name));
        }
        if (!wanted.matches("j-[0-9a-f]{4,16}")) {
            return Optional.empty();
        }
        List<History.Batch> batches = history.batches(BATCHES);
        return batches.stream().flatMap(batch -> job(batch, wanted).stream()).findFirst();
    }

    private Optional<Found> job(History.Batch batch, String wanted) {
        return history.jobs(batch.id()).stream()
                .filter(job -> job.name().equals(wanted) || job.id().value().startsWith(wanted))
                .findFirst()
                .map(job -> new Found(batch, job));
    }

    /** The job that a promoted model came from: by its name, {@code NAME@VERSION}, or the beginning of its digest. */
    Optional<Promotion> findModel(String wanted) {
        return history.models().stream()
                .filter(model -> wanted.equals(model.name())
                        || wanted.equals(model.name() + "@" + model.version())
                        || (wanted.startsWith("sha256:") && model.model().startsWith(wanted)))
                .findFirst();
    }

    /** A job with its batch. */
    record Found(History.Batch batch, History.Job job) {
        JobId id() {
            return job.id();
        }
    }
}
