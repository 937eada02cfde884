package dev.muster.tests.simulation;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.ledger.AttemptState;
import dev.muster.ledger.Ending;
import dev.muster.ledger.Results;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@link Results} of the model. */
record ModelResults(Model model) implements Results {
    @Override
    public Set<BatchId> record(List<JobResult> results) {
        if (results.isEmpty()) {
            return Set.of();
        }
        return model.write("record", now -> {
            List<Ending> endings = new ModelMemory(model)
                    .checked(results).stream()
                            .map(it -> new Ending(it.attempt(), new Ending.Reported(it.outcome(), it.seconds())))
                            .toList();
            Set<Attempt> left = new LinkedHashSet<>();
            results.forEach(result -> left.add(result.attempt()));
            new ModelEndings(model).apply(endings, "aggregate", now).forEach(left::remove);
            left.forEach(this::noteLate);
            Set<BatchId> batches = new LinkedHashSet<>();
            results.forEach(result -> batches.add(result.attempt().batch()));
            return batches;
        });
    }

    private void noteLate(Attempt attempt) {
        Rows.Try row = model.row(attempt);
        if (row == null || row.state == AttemptState.LOST || row.state == AttemptState.HANDED_BACK) {
            model.note("aggregate", "LATE", Model.subject(attempt));
        }
    }

    @Override
    public void progress(List<JobProgress> progress, Duration lease) {
        if (!progress.isEmpty()) {
            model.write("progress", now -> {
                progress.forEach(said -> renew(said, now.plus(lease)));
                return progress;
            });
        }
    }

    private void renew(JobProgress said, Instant until) {
        Rows.Try row = model.row(said.attempt());
        if (row != null && row.state == AttemptState.LOST && model.broken(Mutant.LOST_COMES_BACK)) {
            row.state = AttemptState.RUNNING;
            row.leaseUntil = until;
            model.changed(row.job.batch);
        }
        Instant lease = row == null ? null : row.leaseUntil;
        if (row == null || lease == null || model.broken(Mutant.LEASE_IS_NOT_RENEWED)) {
            return;
        }
        row.leaseUntil = lease.isAfter(until) ? lease : until;
        row.epoch = Math.max(row.epoch, said.epoch());
        row.epochs = said.epochs();
        row.seconds = Math.max(row.seconds, said.seconds());
        model.changed(row.job.batch);
    }
}
