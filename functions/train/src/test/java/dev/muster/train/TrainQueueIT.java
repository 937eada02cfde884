package dev.muster.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobState;
import dev.muster.contract.Queueing;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.SettableClock;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.queue.Preemption;
import dev.muster.ledger.queue.QueuePolicy;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rules of the queue have train do, beside claiming. */
class TrainQueueIT {
    private static final CloudEvent ACCEPTED = SampleEvents.accepted();
    private static final CloudEvent SWEEP = SampleEvents.sweep();

    private static EmbeddedPostgres server;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final FakeCluster a = new FakeCluster("a", 4);
    private final Ledger ledger = Batches.ledger(server, clock);

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.ephemeral();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anUrgentJobHasAnotherMakeRoomAndTheSweepAsksAgain() {
        QueuePolicy policy = new QueuePolicy(Map.of(), Map.of(), QueuePolicy.USUAL.ageing(), new Preemption(10, 3));
        Train train = new Train(ledger, List.of(a), TrainConfig.DEFAULT.queueing(policy));
        Batches.accept(ledger, "low", 9);
        train.handle(ACCEPTED);
        assertThat(a.attempts).as("nothing waits inside of the cluster").hasSize(4);
        clock.advance(Duration.ofSeconds(1));

        BatchId urgent = Batches.accept(ledger, "urgent", new Queueing("default", 20, null, null), 1);
        train.handle(ACCEPTED);
        train.handle(SWEEP);

        assertThat(a.cancelled).hasSize(2);
        assertThat(new HashSet<>(a.cancelled)).as("one, asked twice").hasSize(1);
        Attempt stopped = a.cancelled.get(0);
        a.attempts.remove(stopped);
        Batches.stop(ledger, stopped);
        train.handle(SampleEvents.finished());
        assertThat(states(urgent)).isEqualTo(Map.of(JobState.RUNNING, 1L));
        assertThat(a.cancelled).hasSize(2);
    }

    @Test
    void aClusterAtALimitOfItsOwnKeepsNoWorkFromAnother() {
        FakeCluster b = new FakeCluster("b", 2);
        QueuePolicy policy = new QueuePolicy(Map.of(), Map.of("a", 1), QueuePolicy.USUAL.ageing(), null);
        Train train = new Train(ledger, List.of(a, b), TrainConfig.DEFAULT.queueing(policy));

        Batches.accept(ledger, "some", 9);
        train.handle(ACCEPTED);

        assertThat(a.attempts).hasSize(1);
        assertThat(b.attempts).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aSweepDropsWhatIsLate() {
        BatchId late = Batches.accept(
                ledger, "late", new Queueing("default", 0, null, clock.instant().plusSeconds(1)), 1);
        clock.advance(Duration.ofSeconds(1));

        new Train(ledger, List.of(a), TrainConfig.DEFAULT).handle(SWEEP);

        assertThat(a.attempts).isEmpty();
        assertThat(states(late)).isEqualTo(Map.of(JobState.CANCELLED, 1L));
    }

    private Map<JobState, Long> states(BatchId batch) {
        return ledger.history().jobs(batch).stream()
                .collect(Collectors.groupingBy(History.Job::state, Collectors.counting()));
    }
}
