package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobProgress;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import dev.muster.ledger.Outlook.Line;
import dev.muster.ledger.Outlook.Reason;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlookIT {
    @Test
    void everyBatchThatWaitsIsToldItsTurnAndWhatKeepsItBack() {
        QueuePolicy policy = QueueIT.teams(Map.of("a", Team.USUAL, "full", new Team(1, 1, null, null)));
        try (Opened at = new Opened()) {
            // given
            at.accept(QueueIT.batch("full", 2, new Queueing("full", 9, null, null)));
            at.accept(QueueIT.batch("limited", 2, new Queueing("a", 9, 1, null)));
            at.accept(QueueIT.batch("broken", 1, new Queueing("a", 8, null, null)));
            List<Attempt> running = QueueIT.claim(at, policy, 3);
            at.ledger
                    .results()
                    .record(List.of(Samples.failed(
                            running.stream()
                                    .filter(it -> it.batch().equals(Samples.id("broken")))
                                    .findFirst()
                                    .orElseThrow(),
                            Outcome.FailureKind.TRANSIENT)));
            at.accept(QueueIT.batch("second", 4, new Queueing("a", 0, null, null)));
            at.accept(QueueIT.batch("first", 5, new Queueing("a", 5, null, null)));

            // when
            List<Line> lines = at.ledger.outlook(policy).lines();

            // then
            assertThat(lines)
                    .extracting(Line::position, Line::name, Line::reason, Line::waiting, Line::running)
                    .containsExactly(
                            tuple(1, "first", Reason.NEXT, 5, 0),
                            tuple(2, "second", Reason.NO_SLOT, 4, 0),
                            tuple(3, "full", Reason.TEAM_QUOTA, 1, 1),
                            tuple(4, "limited", Reason.BATCH_LIMIT, 1, 1),
                            tuple(5, "broken", Reason.NOT_BEFORE, 1, 0));
            assertThat(lines.get(2).why()).contains("team full uses 1 of its 1 jobs");
            assertThat(lines.get(3).why()).contains("runs 1 jobs of the 1 it may");
            assertThat(lines.get(4).why()).contains("not before 20");
            assertThat(lines).extracting(Line::start).as("nothing was measured").containsOnlyNulls();
        }
    }

    @Test
    void aClusterThatRunsWhatItMayIsNamed() {
        QueuePolicy policy = new QueuePolicy(Map.of(), Map.of("c1", 1), QueuePolicy.USUAL.ageing(), null);
        try (Opened at = new Opened()) {
            at.accept(QueueIT.batch("b", 2, Queueing.USUAL));
            QueueIT.claim(at, policy, 2);

            assertThat(at.ledger.outlook(policy).lines())
                    .extracting(Line::reason, Line::why)
                    .containsExactly(tuple(Reason.CLUSTER_LIMIT, "cluster c1 runs 1 of the 1 it may"));
        }
    }

    @Test
    void startsAreToldFromWhatSuchJobsTookAndFromTheEpochsOfThoseThatRun() {
        try (Opened at = new Opened()) {
            // given: such a job took 1.5 s, and the one that runs has done one of its four epochs in 20 s
            at.accept(QueueIT.batch("before", 1, Queueing.USUAL));
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            at.accept(QueueIT.batch("now", 1, Queueing.USUAL));
            Attempt running = at.claimOne();
            at.clock.advance(Duration.ofSeconds(20));
            at.ledger.results().progress(List.of(new JobProgress(running, 1, 4, Map.of(), 20)), Opened.LEASE);
            at.accept(QueueIT.batch("next", 2, Queueing.USUAL));
            at.accept(QueueIT.batch("last", 1, Queueing.USUAL));

            // when
            List<Line> lines = at.ledger.outlook(QueuePolicy.USUAL).lines();

            // then
            Instant now = at.clock.instant();
            assertThat(lines)
                    .extracting(Line::name, Line::start, Line::latest, Line::measured)
                    .containsExactly(
                            tuple("next", now.plusSeconds(60), false, 1), tuple("last", now.plusSeconds(63), false, 1));
        }
    }

    @Test
    void whatIsNotWaitingIsNotListed() {
        try (Opened at = new Opened()) {
            at.accept(QueueIT.batch("running", 1, Queueing.USUAL));
            at.claimOne();
            at.ledger.control().cancel(at.accept(QueueIT.batch("off", 1, Queueing.USUAL)));

            assertThat(at.ledger.outlook(QueuePolicy.USUAL).lines()).isEmpty();
        }
    }
}
