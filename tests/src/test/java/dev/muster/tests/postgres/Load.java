package dev.muster.tests.postgres;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.Outcome;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.LedgerException;
import dev.muster.tests.proof.Batches;
import io.cloudevents.CloudEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Users of one ledger: each accepts batches, claims jobs and reports their results, writes down what was acknowledged,
 * and does again what was not, as a broker delivers again.
 */
final class Load implements AutoCloseable {
    private static final int USERS = 4;
    private static final int JOBS = 5;
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Ledger ledger;
    private final Aggregate aggregate;
    private final Acks acks = new Acks();
    private final Map<String, Integer> troubles = new ConcurrentSkipListMap<>();
    private final List<Thread> users = new ArrayList<>();
    private volatile boolean over;

    Load(LedgerConfig config) {
        this.ledger = Ledger.open(config, Clock.systemUTC());
        this.aggregate = new Aggregate(
                ledger,
                Manifests.unchecked(),
                Notifier.inline(ledger, NotifierConfig.calling(AllowedHosts.NONE)),
                LEASE);
        for (int i = 0; i < USERS; i++) {
            String name = "user-" + i;
            users.add(new Thread(() -> use(name), name));
        }
        users.forEach(Thread::start);
    }

    private void use(String name) {
        for (int round = 0; !over; round++) {
            String batch = name + "-" + round;
            BatchId id = BatchId.derive("/tests/postgres", batch);
            until(() -> ledger.intake().accept(id, Batches.of(batch, JOBS), List.of(), batch, "/tests/postgres"))
                    .ifPresent(acceptance -> acks.batch(id.value(), JOBS));
            // What was claimed without an answer stays so until the end.
            until(() -> claim(name, Optional.of(id))).ifPresent(this::report);
        }
    }

    private List<Attempt> claim(String cluster, Optional<BatchId> only) {
        return ledger.claims().claim(cluster, JOBS, LEASE, only).stream()
                .map(Assignment::attempt)
                .toList();
    }

    private void report(List<Attempt> claimed) {
        claimed.forEach(attempt -> acks.attempt(attempt.job().value(), attempt.number()));
        until(() -> aggregate.handle(finished(claimed))).ifPresent(answers -> {
            claimed.forEach(attempt -> acks.result(attempt.job().value(), attempt.number()));
            answers.stream()
                    .filter(event -> event.getType().equals(EventTypes.BATCH_COMPLETED))
                    .forEach(event -> acks.verdict(
                            Events.data(event, Verdict.class).batch().value()));
        });
    }

    private static CloudEvent finished(List<Attempt> attempts) {
        List<JobResult> results = attempts.stream()
                .map(attempt -> new JobResult(
                        attempt,
                        new Outcome.Succeeded(
                                Map.of("accuracy", 0.9), "sha256:" + attempt.job(), attempt.path() + "/m", 1),
                        1))
                .toList();
        return Events.of(
                EventTypes.JOBS_FINISHED,
                "/tests/postgres",
                "attempts",
                attempts.toString(),
                Instant.EPOCH,
                new JobsFinished(results));
    }

    /** Does it again until it is acknowledged; empty when the load is over before that. */
    private <T> Optional<T> until(Supplier<T> work) {
        while (true) {
            try {
                return Optional.of(work.get());
            } catch (LedgerException e) {
                troubles.merge(kind(e), 1, Integer::sum);
                if (over) {
                    return Optional.empty();
                }
                pause(20);
            }
        }
    }

    private static String kind(LedgerException trouble) {
        return trouble.getCause() instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : trouble.kind().name();
    }

    /** Returns once so much more was acknowledged. */
    void more(int acknowledged) {
        int enough = acks.count() + acknowledged;
        Instant end = Instant.now().plus(PATIENCE);
        while (acks.count() < enough) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("no more than " + acks + " in " + PATIENCE + "; troubles " + troubles);
            }
            pause(10);
        }
    }

    /** Returns once users were refused something since. */
    void trouble() {
        int before = troubled();
        Instant end = Instant.now().plus(PATIENCE);
        while (troubled() == before && Instant.now().isBefore(end)) {
            pause(10);
        }
    }

    private int troubled() {
        return troubles.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Ends the load; whatever was left undone is found and done. */
    void finish() throws InterruptedException {
        over = true;
        for (Thread user : users) {
            user.join();
        }
        ledger.claims().clusters().forEach(ledger.claims()::abandon);
        for (var rest = claim("last", Optional.empty()); !rest.isEmpty(); rest = claim("last", Optional.empty())) {
            report(rest);
        }
        aggregate.handle(
                Events.of(EventTypes.SWEEP_REQUESTED, "/tests/postgres", "all", "end", Instant.EPOCH, Map.of()));
    }

    Acks acks() {
        return acks;
    }

    /** What users were told, by SQLSTATE, and how often. */
    Map<String, Integer> troubles() {
        return troubles;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over = true;
        ledger.close();
    }
}
