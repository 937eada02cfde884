package dev.muster.tests.simulation;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.ledger.Control;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** {@link Control} of the model. */
record ModelControl(Model model, String who) implements Control {
    @Override
    public boolean cancel(BatchId id) {
        return model.write("cancel", now -> {
            Rows.Batch batch = model.batch(id);
            if (batch == null || batch.state.completed()) {
                return false;
            }
            if (batch.calledOffAt == null) {
                batch.calledOffAt = now;
                List<Rows.Job> queued = jobs(batch, job -> job.state == JobState.QUEUED);
                if (!model.broken(Mutant.CANCEL_LEAVES_QUEUED)) {
                    queued.forEach(job -> job.state = JobState.CANCELLED);
                }
                model.changed(batch);
                model.note(who, "CALLED_OFF", id.value());
                model.note(who, "CANCELLED", queued);
            }
            return true;
        });
    }

    @Override
    public int resume(BatchId id, Optional<String> only) {
        return model.write("resume", now -> {
            Rows.Batch batch = model.batch(id);
            if (batch == null || !over(batch) || passedWithout(batch)) {
                return 0;
            }
            List<Rows.Job> taken =
                    jobs(batch, job -> (only.isEmpty() || only.get().equals(job.spec.name())) && mayBeTakenUp(job));
            taken.forEach(job -> takeUp(job, now));
            boolean goesOn = batch.state == BatchState.RUNNING
                    && !jobs(
                                    batch,
                                    job -> (only.isEmpty() || only.get().equals(job.spec.name()))
                                            && job.state == JobState.RUNNING)
                            .isEmpty();
            if (!taken.isEmpty() || goesOn) {
                reopen(batch, now);
                model.note(who, "QUEUED", taken);
            }
            return taken.size();
        });
    }

    private boolean mayBeTakenUp(Rows.Job job) {
        return job.state == JobState.CANCELLED
                || job.state == JobState.FAILED
                || (job.state == JobState.SUCCEEDED && model.broken(Mutant.SUCCESS_IS_RESUMED));
    }

    private void takeUp(Rows.Job job, Instant now) {
        job.notBefore = now;
        job.resumedAfter = model.broken(Mutant.RESUME_KEEPS_TRIES) ? job.resumedAfter : job.attempt;
        boolean running = job.running().isPresent() && !model.broken(Mutant.RESUME_QUEUES_RUNNING);
        job.state = running ? JobState.RUNNING : JobState.QUEUED;
    }

    private static boolean over(Rows.Batch batch) {
        return batch.state != BatchState.RUNNING || batch.calledOffAt != null || batch.expiredAt != null;
    }

    private static boolean passedWithout(Rows.Batch batch) {
        return batch.state == BatchState.PASSED && batch.jobs.stream().anyMatch(job -> job.absent != null);
    }

    @Override
    public List<JobId> redrive(Collection<JobId> wanted, String why) {
        return model.write("redrive", now -> {
            List<Rows.Batch> batches = wanted.stream()
                    .map(id -> model.jobs.get(id.value()))
                    .filter(Objects::nonNull)
                    .map(job -> job.batch)
                    .distinct()
                    .filter(batch -> !passedWithout(batch))
                    .sorted(Comparator.comparing(batch -> batch.id.value()))
                    .toList();
            List<JobId> queued = new ArrayList<>();
            for (Rows.Batch batch : batches) {
                boolean over = over(batch) || batch.expired(now);
                List<Rows.Job> failed = jobs(
                        batch,
                        job -> wanted.contains(job.id)
                                && job.state == JobState.FAILED
                                && job.running().isEmpty());
                failed.forEach(job -> takeUp(job, now));
                if (over && !failed.isEmpty()) {
                    reopen(batch, now);
                }
                if (!failed.isEmpty()) {
                    model.changed(batch);
                }
                model.note(who, "QUEUED", failed);
                failed.forEach(job -> queued.add(job.id));
            }
            return queued;
        });
    }

    private void reopen(Rows.Batch batch, Instant now) {
        if (!model.broken(Mutant.RESUME_KEEPS_VERDICT)) {
            batch.verdict = null;
            batch.jobs.forEach(job -> job.absent = null);
        }
        batch.state = BatchState.RUNNING;
        batch.calledOffAt = null;
        batch.expiredAt = null;
        batch.queuedAt = now;
        batch.expiresAt = batch.expired(now) ? null : batch.expiresAt;
        if (batch.spec.join().within() != null && !model.broken(Mutant.DEADLINE_IS_NOT_RENEWED)) {
            batch.deadline = now.plus(batch.spec.join().within());
        }
        model.changed(batch);
        model.note(who, "RESUMED", batch.id.value());
    }

    private static List<Rows.Job> jobs(Rows.Batch batch, Predicate<Rows.Job> wanted) {
        return batch.jobs.stream().filter(wanted).toList();
    }
}
