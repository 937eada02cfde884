package dev.muster.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Absence;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.SettableClock;
import dev.muster.contract.Verdict;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.queue.QueuePolicy;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainIT {
    private static final CloudEvent ACCEPTED = SampleEvents.accepted();
    private static final CloudEvent SWEEP = SampleEvents.sweep();
    private static final TrainConfig CONFIG = new TrainConfig(Duration.ofSeconds(30), 100, 4, null, QueuePolicy.USUAL);

    private static EmbeddedPostgres server;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final FakeCluster a = new FakeCluster("a", 4);
    private final FakeCluster b = new FakeCluster("b", 2);
    private Ledger ledger;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.ephemeral();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        ledger = Batches.ledger(server, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void fillsTheClusterAndEmitsNothing() {
        BatchId batch = Batches.accept(ledger, "digits", 20);

        List<CloudEvent> emitted = train(CONFIG, a).handle(ACCEPTED);

        assertThat(emitted).isEmpty();
        assertThat(a.attempts).hasSize(8);
        assertThat(a.chunks).containsExactly(8);
        assertThat(states(batch)).containsEntry(JobState.RUNNING, 8L).containsEntry(JobState.QUEUED, 12L);
    }

    @Test
    void claimsLargeBatchesInChunks() {
        FakeCluster large = new FakeCluster("large", 1_000);
        Batches.accept(ledger, "sweep", 1_000);

        train(CONFIG, large).handle(ACCEPTED);

        assertThat(large.attempts).hasSize(1_000);
        assertThat(large.chunks).hasSize(10).containsOnly(100);
    }

    @Test
    void freedCapacityIsFilledAgain() {
        Batches.accept(ledger, "digits", 20);
        Train train = train(CONFIG, a);
        train.handle(ACCEPTED);
        Batches.succeed(ledger, a.finish(3));

        train.handle(SampleEvents.finished());

        assertThat(a.chunks).containsExactly(8, 3);
    }

    @Test
    void severalClustersAreFilledBeforeAnyAttemptWaits() {
        Batches.accept(ledger, "digits", 6);

        train(CONFIG, a, b).handle(ACCEPTED);

        assertThat(a.attempts).hasSize(4);
        assertThat(b.attempts).hasSize(2);
    }

    @Test
    void anUnreachableClusterLosesNothingAndTheEventIsToComeAgain() {
        BatchId batch = Batches.accept(ledger, "digits", 3);
        a.reachable(false);
        Train train = train(CONFIG, a);

        assertThatThrownBy(() -> train.handle(ACCEPTED)).isInstanceOf(ClusterUnavailableException.class);
        assertThat(states(batch)).isEqualTo(Map.of(JobState.QUEUED, 3L));

        a.reachable(true);
        train.handle(ACCEPTED);
        assertThat(a.attempts).hasSize(3);
    }

    @Test
    void whatAClusterTookWithoutAnAnswerIsQueuedAgainAndStoppedThere() {
        BatchId batch = Batches.accept(ledger, "digits", 3);
        a.answers(false);
        Train train = train(CONFIG, a);

        assertThatThrownBy(() -> train.handle(ACCEPTED)).isInstanceOf(ClusterUnavailableException.class);

        assertThat(states(batch)).isEqualTo(Map.of(JobState.QUEUED, 3L));
        assertThat(a.cancelled).hasSize(3).containsExactlyElementsOf(a.attempts);
        a.answers(true);
        train.handle(ACCEPTED);
        assertThat(a.attempts).filteredOn(attempt -> attempt.number() == 2).hasSize(3);
    }

    @Test
    void anUnreachableClusterKeepsNoWorkFromTheOthers() {
        Batches.accept(ledger, "digits", 2);
        a.reachable(false);

        train(CONFIG, a, b).handle(ACCEPTED);

        assertThat(b.attempts).hasSize(2);
    }

    @Test
    void anEventComesAgainWhenNoClusterCanBeReached() {
        Batches.accept(ledger, "digits", 2);
        a.reachable(false);
        b.reachable(false);

        assertThatThrownBy(() -> train(CONFIG, a, b).handle(ACCEPTED)).isInstanceOf(ClusterUnavailableException.class);
    }

    @Test
    void aSweepQueuesLostAttemptsAgainAndStopsThemWhereTheyMayStillRun() {
        Batches.accept(ledger, "digits", 1);
        Train train = train(CONFIG, a, b);
        train.handle(ACCEPTED);
        Attempt lost = a.attempts.iterator().next();

        clock.advance(CONFIG.lease());
        train.handle(SWEEP);

        assertThat(a.cancelled).containsExactly(lost);
        assertThat(b.cancelled).containsExactly(lost);
        assertThat(a.attempts)
                .as("at once, the first time")
                .containsExactlyInAnyOrder(lost, new Attempt(lost.batch(), lost.job(), 2));
    }

    @Test
    void theTickOfTheSweepsSourceIsASweep() {
        Batches.accept(ledger, "digits", 1);
        Train train = train(CONFIG, a);
        train.handle(ACCEPTED);
        clock.advance(CONFIG.lease());

        train.handle(SampleEvents.ping());
        clock.advance(RetryPolicy.DEFAULT.delay());
        train.handle(SampleEvents.ping());

        assertThat(a.attempts).hasSize(2);
    }

    @Test
    void aSweepPassesCancellationsOn() {
        BatchId batch = Batches.accept(ledger, "digits", 20);
        Train train = train(CONFIG, a);
        train.handle(ACCEPTED);

        ledger.control().cancel(batch);
        train.handle(SWEEP);

        assertThat(a.cancelled).containsExactlyInAnyOrderElementsOf(a.attempts);
        assertThat(states(batch)).isEqualTo(Map.of(JobState.RUNNING, 8L, JobState.CANCELLED, 12L));
    }

    @Test
    void aVerdictStopsWhatItWasGivenWithout() {
        BatchId batch = Batches.accept(ledger, "digits", 2);
        Train train = train(CONFIG, a);
        train.handle(ACCEPTED);
        ledger.joins().complete(withoutAnyJob(batch), "e");

        train.handle(SampleEvents.completed());

        assertThat(a.cancelled).containsExactlyInAnyOrderElementsOf(a.attempts);
    }

    private Verdict withoutAnyJob(BatchId batch) {
        List<Verdict.Job> jobs = ledger.history().jobs(batch).stream()
                .map(job -> new Verdict.Job(
                        job.id(),
                        job.name(),
                        job.model(),
                        Map.of(),
                        JobState.CANCELLED,
                        1,
                        0,
                        Map.of(),
                        null,
                        null,
                        null,
                        null))
                .toList();
        List<Absence> absent = jobs.stream()
                .map(job -> new Absence(job.id(), job.name(), Fate.UNNEEDED, "it ran"))
                .toList();
        return new Verdict(
                batch,
                "digits",
                BatchState.FAILED,
                Metric.ACCURACY,
                new Coverage(0, jobs.size(), "it is time", absent),
                jobs,
                List.of(),
                null,
                null);
    }

    @Test
    void aSweepGoesOnAlthoughAClusterIsGone() {
        BatchId batch = Batches.accept(ledger, "first", 2);
        Train train = train(CONFIG, a, b);
        train.handle(ACCEPTED);
        ledger.control().cancel(batch);
        Batches.accept(ledger, "second", 1);
        a.reachable(false);

        train.handle(SWEEP);

        assertThat(b.attempts).hasSize(1);
    }

    @Test
    void servesOneBatchAloneWhenToldTo() {
        Batches.accept(ledger, "other", 3);
        BatchId mine = Batches.accept(ledger, "mine", 3);

        train(CONFIG.serving(mine), a).handle(ACCEPTED);

        assertThat(a.attempts).hasSize(3).allMatch(attempt -> attempt.batch().equals(mine));
    }

    @Test
    void wakeUpsAtOnceNeitherOvercommitNorStartAJobTwice() throws Exception {
        Batches.accept(ledger, "digits", 50);
        FakeCluster small = new FakeCluster("small", 5);
        Train train = train(new TrainConfig(Duration.ofSeconds(30), 2, 0, null, QueuePolicy.USUAL), small);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = IntStream.range(0, 40)
                    .<Future<?>>mapToObj(i -> callers.submit(() -> train.handle(ACCEPTED)))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdown();
        }

        assertThat(small.attempts).hasSize(5);
        assertThat(small.chunks).containsExactly(2, 2, 1);
    }

    @Test
    void severalProcessesNeverStartAJobTwice() throws Exception {
        Batches.accept(ledger, "digits", 40);
        List<FakeCluster> clusters = IntStream.range(0, 4)
                .mapToObj(i -> new FakeCluster("c" + i, 10))
                .toList();
        ExecutorService processes = Executors.newFixedThreadPool(4);
        try {
            for (Future<?> done : clusters.stream()
                    .map(cluster ->
                            train(new TrainConfig(Duration.ofSeconds(30), 3, 0, null, QueuePolicy.USUAL), cluster))
                    .<Future<?>>map(train -> processes.submit(() -> train.handle(ACCEPTED)))
                    .toList()) {
                done.get();
            }
        } finally {
            processes.shutdown();
        }
        train(CONFIG, clusters.toArray(FakeCluster[]::new)).handle(ACCEPTED);

        List<Attempt> all = clusters.stream().flatMap(c -> c.attempts.stream()).toList();
        assertThat(all).hasSize(40).doesNotHaveDuplicates().allMatch(attempt -> attempt.number() == 1);
        assertThat(new HashSet<>(all)).hasSize(40);
    }

    @Test
    void clustersNeedNamesOfTheirOwn() {
        assertThatThrownBy(() -> train(CONFIG, a, new FakeCluster("a", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[a, a]");
        assertThatThrownBy(() -> new Train(ledger, List.of(), CONFIG)).isInstanceOf(IllegalArgumentException.class);
    }

    private Train train(TrainConfig config, FakeCluster... clusters) {
        return new Train(ledger, List.of(clusters), config);
    }

    private Map<JobState, Long> states(BatchId batch) {
        return ledger.history().jobs(batch).stream()
                .collect(Collectors.groupingBy(History.Job::state, Collectors.counting()));
    }
}
