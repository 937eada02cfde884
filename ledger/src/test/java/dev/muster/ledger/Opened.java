package dev.muster.ledger;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.SettableClock;
import dev.muster.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ledger on a fresh database, with the steps that tests take often. In the end every change of a state has to be in
 * the audit, whatever the test was about.
 */
final class Opened implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(30);

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00.123456Z"));
    final LedgerConfig config = Databases.fresh();
    final Ledger ledger = Ledger.open(config, clock);

    Opened() {
        Accounted.watch(config);
    }

    BatchId accept(BatchSpec spec) {
        BatchId id = Samples.id(spec.name());
        ledger.intake().accept(id, spec, List.of(Samples.PROFILE), "cause-" + spec.name(), "/test");
        return id;
    }

    List<Attempt> claim(int limit) {
        return claim("c1", limit);
    }

    List<Attempt> claim(String cluster, int limit) {
        return ledger.claims().claim(cluster, limit, LEASE, Optional.empty()).stream()
                .map(Assignment::attempt)
                .toList();
    }

    Attempt claimOne() {
        return claim(1).get(0);
    }

    List<JobState> states(BatchId batch) {
        return ledger.history().jobs(batch).stream().map(History.Job::state).toList();
    }

    History.Job job(BatchId batch) {
        return ledger.history().jobs(batch).get(0);
    }

    Verdict verdict(BatchId batch, BatchState state) {
        return verdict(ledger.joins().ready(batch).orElseThrow(), state);
    }

    static Verdict verdict(Join join, BatchState state) {
        return new Verdict(
                join.batch(),
                join.spec().name(),
                state,
                Metric.ACCURACY,
                Coverage.whole(join.jobs().size()),
                join.jobs(),
                List.of(
                        new Verdict.Gate("accuracy >= 0.9", true, "0.95"),
                        new Verdict.Gate("all finished", false, "2 of 3")),
                null,
                null);
    }

    @Override
    public void close() {
        ledger.close();
        Accounted.verify(config);
    }
}
