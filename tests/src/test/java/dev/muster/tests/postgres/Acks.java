package dev.muster.tests.postgres;

import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Rows;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What the ledger acknowledged, as rows that must be there for it. Thread-safe. */
final class Acks {
    private final Set<String> batches = new ConcurrentSkipListSet<>();
    private final Set<String> attempts = new ConcurrentSkipListSet<>();
    private final Set<String> results = new ConcurrentSkipListSet<>();
    private final Set<String> verdicts = new ConcurrentSkipListSet<>();
    private final AtomicInteger count = new AtomicInteger();

    void batch(String id, int jobs) {
        add(batches, id + " " + jobs);
    }

    void attempt(String job, int number) {
        add(attempts, job + " " + number);
    }

    void result(String job, int number) {
        add(results, job + " " + number);
    }

    void verdict(String batch) {
        add(verdicts, batch);
    }

    private void add(Set<String> acknowledged, String what) {
        acknowledged.add(what);
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** What was acknowledged, and is not there. */
    List<String> missing(LedgerConfig config) {
        return Stream.of(
                        missing(config, "batch", batches, """
                                select b.id || ' ' || count(j.id) from batch b join job j on j.batch_id = b.id
                                group by b.id"""),
                        missing(config, "attempt", attempts, "select job_id || ' ' || number from attempt"),
                        missing(config, "result", results, "select job_id || ' ' || attempt from result"),
                        missing(config, "verdict", verdicts, "select batch_id from verdict"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> missing(LedgerConfig config, String what, Set<String> acknowledged, String query) {
        Set<String> there = Set.copyOf(Rows.first(config, query));
        return acknowledged.stream()
                .filter(each -> !there.contains(each))
                .map(each -> what + " " + each)
                .toList();
    }

    @Override
    public String toString() {
        return count + " acknowledged (" + batches.size() + " batches, " + attempts.size() + " attempts, "
                + results.size() + " results, " + verdicts.size() + " verdicts)";
    }
}
