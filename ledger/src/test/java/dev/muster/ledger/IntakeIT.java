package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.contract.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class IntakeIT {
    @Test
    void aRequestThatComesTwiceMakesOneBatch() {
        try (Opened at = new Opened()) {
            // given
            BatchSpec spec = Samples.batch("twice", 3);
            BatchId id = Samples.id("twice");

            // when
            var first = at.ledger.intake().accept(id, spec, List.of(Samples.PROFILE), "e1", "/a");
            var second = at.ledger.intake().accept(id, spec, List.of(Samples.PROFILE), "e2", "/b");
            var third = at.ledger.intake().accept(id, spec, List.of(Samples.PROFILE), "e2", "/b");

            // then
            assertThat(first).isEqualTo(new Acceptance(true, BatchState.RUNNING));
            assertThat(List.of(second, third)).containsOnly(new Acceptance(false, BatchState.RUNNING));
            assertThat(at.ledger.history().batches(10))
                    .containsExactly(new History.Batch(
                            id,
                            "twice",
                            BatchState.RUNNING,
                            "/a",
                            at.clock.instant(),
                            null,
                            Map.of(JobState.QUEUED, 3)));
            assertThat(at.ledger.history().audit(id))
                    .extracting(History.Entry::what)
                    .containsExactly("ACCEPTED");
        }
    }

    /** Before causes told pipelines apart, a second batch of one event had no row that says who asked for it. */
    @Test
    void aBatchOfWhichNobodyKnowsWhoAskedIsListedAllTheSame() {
        try (Opened at = new Opened()) {
            for (String name : List.of("first", "second")) {
                at.ledger
                        .intake()
                        .accept(Samples.id(name), Samples.batch(name, 1), List.of(Samples.PROFILE), "e", "/a");
            }

            assertThat(at.ledger.history().batches(2))
                    .extracting(History.Batch::origin)
                    .containsExactly("", "/a");
        }
    }

    @Test
    void requestsThatComeAtOnceMakeOneBatch() {
        try (Opened at = new Opened()) {
            // given
            BatchSpec spec = Samples.batch("at-once", 20);
            BatchId id = Samples.id("at-once");
            Callable<Acceptance> accept =
                    () -> at.ledger.intake().accept(id, spec, List.of(Samples.PROFILE), "e", "/a");

            // when
            List<Acceptance> all = Threads.together(8, accept);

            // then
            assertThat(all).extracting(Acceptance::fresh).containsOnlyOnce(true);
            assertThat(at.states(id)).hasSize(20);
        }
    }

    @Test
    void anAcceptedBatchOutlivesTheProcess() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("durable", 2));
            at.ledger.close();

            // when
            try (Ledger again = Ledger.open(at.config, Clock.systemUTC())) {
                // then
                assertThat(again.history().jobs(id))
                        .extracting(History.Job::name)
                        .containsExactly("job-0", "job-1");
            }
        }
    }

    @Test
    void batchesAreListedNewestFirst() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("old", 1));
            at.accept(Samples.batch("middle", 1));
            at.accept(Samples.batch("new", 1));

            assertThat(at.ledger.history().batches(2))
                    .extracting(History.Batch::name)
                    .containsExactly("new", "middle");
        }
    }

    @Test
    void aRefusalIsNotedOnceAndAnAcceptanceAfterItCounts() {
        try (Opened at = new Opened()) {
            // given
            List<Problem> problems = List.of(
                    new Problem("jobs[0].epochs", 3, 7, "is -1", "make it positive"),
                    Problem.at("data.csv", "has a \0 in it", "take it out"));

            // when
            at.ledger.intake().refuse("e1", "/a", problems);
            at.ledger.intake().refuse("e1", "/a", problems);
            at.ledger.intake().accept(Samples.id("late"), Samples.batch("late", 1), List.of(), "e1", "/a");

            // then
            assertThat(Databases.strings(
                            at.config, "select place || ':' || line || ':' || col from problem order by ordinal"))
                    .containsExactly("jobs[0].epochs:3:7", "data.csv:0:0");
            assertThat(Databases.strings(at.config, "select what || ' ' || subject from audit_entry order by number"))
                    .containsExactly("REFUSED event e1 from /a", "ACCEPTED " + Samples.id("late"));
            assertThat(at.ledger.history().batches(1))
                    .extracting(History.Batch::origin)
                    .containsExactly("/a");
        }
    }
}
