package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {
    private static final int JOBS = 1_000;
    private static final int THREADS = 8;
    private static final long SEED = 7;

    @Test
    void everyJobIsClaimedOnceAndCountsOnceHoweverItsResultArrives() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("many", JOBS));

            // when: all claim until nothing is left
            List<Attempt> claimed = Threads.together(THREADS, () -> {
                        List<Attempt> mine = new ArrayList<>();
                        for (var chunk = at.claim(7); !chunk.isEmpty(); chunk = at.claim(7)) {
                            mine.addAll(chunk);
                        }
                        return mine;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();

            // then
            assertThat(claimed)
                    .hasSize(JOBS)
                    .doesNotHaveDuplicates()
                    .extracting(Attempt::number)
                    .containsOnly(1);

            // when: each result arrives one to three times, in any order, mixed with signs of life
            List<List<JobResult>> deliveries = deliveries(claimed, new Random(SEED));
            List<Callable<Boolean>> works = new ArrayList<>();
            deliveries.forEach(results -> works.add(() -> recordAndJoin(at, id, results)));
            List<Boolean> completed = Threads.together(THREADS, works);

            // then
            assertThat(completed).as("seed " + SEED).containsOnlyOnce(true);
            assertThat(at.states(id)).containsOnly(JobState.SUCCEEDED);
            assertThat(Databases.strings(at.config, "select count(*) from result"))
                    .containsExactly("" + JOBS);
            assertThat(at.ledger.history().audit(id))
                    .filteredOn(e -> e.what().equals("SUCCEEDED"))
                    .hasSize(JOBS);
        }
    }

    @Test
    void nothingDeadlocksOrGetsLostWhenEverythingHappensAtOnce() {
        try (Opened at = new Opened()) {
            // given
            List<BatchId> batches = Stream.of("a", "b", "c", "d")
                    .map(name -> at.accept(Samples.batch(name, 50)))
                    .toList();
            List<Callable<Integer>> works = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(SEED + i);
                works.add(() -> chaos(at, batches, random));
            }

            // when
            Threads.together(THREADS, works);

            // then: whatever is left can be finished, and each job has one end
            batches.forEach(id -> at.ledger.control().resume(id, Optional.empty()));
            at.ledger.claims().clusters().forEach(at.ledger.claims()::abandon);
            at.clock.advance(RetryPolicy.CEILING);
            for (var rest = at.claim(100); !rest.isEmpty(); rest = at.claim(100)) {
                at.ledger
                        .results()
                        .record(rest.stream()
                                .map(a -> Samples.succeeded(a, 0.9))
                                .toList());
            }
            batches.forEach(id -> assertThat(at.states(id)).as("seed " + SEED).allMatch(JobState::ended));
            assertThat(Databases.strings(at.config, "select job_id from attempt where state = 'RUNNING'"))
                    .isEmpty();
        }
    }

    private static int chaos(Opened at, List<BatchId> batches, Random random) {
        for (int round = 0; round < 20; round++) {
            BatchId batch = batches.get(random.nextInt(batches.size()));
            String cluster = "c" + random.nextInt(3);
            List<Attempt> claimed = new ArrayList<>(at.claim(cluster, 1 + random.nextInt(10)));
            Collections.shuffle(claimed, random);
            at.ledger
                    .results()
                    .progress(
                            claimed.stream()
                                    .map(a -> new JobProgress(a, 1, 3, Map.of("loss", 0.5), 1))
                                    .toList(),
                            Opened.LEASE);
            switch (random.nextInt(6)) {
                case 0 -> at.ledger.control().cancel(batch);
                case 1 -> at.ledger.control().resume(batch, Optional.empty());
                case 2 -> at.ledger.claims().abandon(cluster);
                case 3 -> at.ledger.claims().handBack(claimed);
                default ->
                    at.ledger
                            .results()
                            .record(claimed.stream().map(a -> result(a, random)).toList());
            }
        }
        return 0;
    }

    private static JobResult result(Attempt attempt, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Samples.failed(attempt, Outcome.FailureKind.TRANSIENT);
            case 1 -> Samples.stopped(attempt);
            default -> Samples.succeeded(attempt, random.nextDouble());
        };
    }

    private static List<List<JobResult>> deliveries(List<Attempt> attempts, Random random) {
        List<JobResult> all = new ArrayList<>();
        for (Attempt attempt : attempts) {
            all.addAll(Collections.nCopies(1 + random.nextInt(3), Samples.succeeded(attempt, random.nextDouble())));
        }
        Collections.shuffle(all, random);
        List<List<JobResult>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 25) {
            chunks.add(all.subList(from, Math.min(all.size(), from + 25)));
        }
        return chunks;
    }

    private static boolean recordAndJoin(Opened at, BatchId id, List<JobResult> results) {
        at.ledger.results().record(results);
        return at.ledger
                .joins()
                .ready(id)
                .map(join -> at.ledger.joins().complete(Opened.verdict(join, BatchState.PASSED), "e"))
                .orElse(false);
    }
}
