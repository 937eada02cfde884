package dev.muster.ledger;

import static dev.muster.contract.Outcome.FailureKind.INVALID;
import static dev.muster.contract.Outcome.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlIT {
    @Test
    void cancelEndsQueuedJobsAtOnceAndRunningOnesOnceTheyStopped() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 3));
            List<Attempt> running = at.claim(2);

            // when
            assertThat(at.ledger.control().cancel(id)).isTrue();
            assertThat(at.ledger.control().cancel(id)).isTrue();

            // then
            assertThat(at.states(id)).containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.CANCELLED);
            assertThat(at.ledger.claims().unwanted("c1")).containsExactlyInAnyOrderElementsOf(running);
            assertThat(at.ledger.claims().unwanted("c2")).isEmpty();
            at.ledger
                    .results()
                    .record(List.of(Samples.stopped(running.get(0)), Samples.succeeded(running.get(1), 0.9)));
            assertThat(at.states(id)).containsExactly(JobState.CANCELLED, JobState.SUCCEEDED, JobState.CANCELLED);
            assertThat(at.ledger.joins().waiting()).containsExactly(id);
        }
    }

    @Test
    void nothingOfACancelledBatchIsQueuedAgain() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 4));
            List<Attempt> running = at.claim(3);
            at.claim("gone", 1);
            at.ledger.control().cancel(id);

            at.ledger
                    .results()
                    .record(List.of(
                            Samples.failed(running.get(0), TRANSIENT), Samples.failed(running.get(1), INVALID)));
            at.ledger.claims().handBack(running.subList(2, 3));
            at.ledger.claims().abandon("gone");

            assertThat(at.states(id))
                    .containsExactly(JobState.CANCELLED, JobState.FAILED, JobState.CANCELLED, JobState.CANCELLED);
        }
    }

    @Test
    void whatIsNotThereOrHasItsVerdictCannotBeCancelled() {
        try (Opened at = new Opened()) {
            BatchId id = completed(at, BatchState.FAILED);

            assertThat(at.ledger.control().cancel(id)).isFalse();
            assertThat(at.ledger.control().cancel(Samples.id("unknown"))).isFalse();
        }
    }

    @Test
    void resumeGivesFreshTriesAndTakesTheVerdictBackButTheAuditKeepsBoth() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = completed(at, BatchState.FAILED);

            // when
            int queued = at.ledger.control().resume(id, Optional.empty());
            int again = at.ledger.control().resume(id, Optional.empty());

            // then
            assertThat(queued).isEqualTo(1);
            assertThat(again).isZero();
            assertThat(at.ledger.history().verdict(id)).isEmpty();
            assertThat(at.ledger.history().batch(id).orElseThrow().state()).isEqualTo(BatchState.RUNNING);
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.SUCCEEDED);
            for (int tried = 1; tried <= 3; tried++) {
                assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.SUCCEEDED);
                at.ledger.results().record(List.of(Samples.failed(at.claimOne(), TRANSIENT)));
                at.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(at.states(id)).containsExactly(JobState.FAILED, JobState.SUCCEEDED);
            assertThat(at.ledger.joins().complete(at.verdict(id, BatchState.PASSED), "e2"))
                    .isTrue();
            assertThat(at.ledger.history().audit(id))
                    .filteredOn(entry -> entry.subject().equals(id.value()))
                    .extracting(History.Entry::what)
                    .containsExactly("ACCEPTED", "FAILED", "RESUMED", "PASSED");
        }
    }

    @Test
    void oneJobCanBeResumedByName() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 3));
            at.ledger.control().cancel(id);
            at.ledger.joins().complete(at.verdict(id, BatchState.CANCELLED), "e");

            assertThat(at.ledger.control().resume(id, Optional.of("no-such-job")))
                    .isZero();
            assertThat(at.ledger.history().verdict(id)).isPresent();
            assertThat(at.ledger.control().resume(id, Optional.of("job-1"))).isEqualTo(1);

            assertThat(at.states(id)).containsExactly(JobState.CANCELLED, JobState.QUEUED, JobState.CANCELLED);
            assertThat(at.claim(3)).hasSize(1);
        }
    }

    @Test
    void aBatchThatIsBeingCancelledCanBeResumed() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2));
            Attempt running = at.claimOne();
            at.ledger.control().cancel(id);

            assertThat(at.ledger.control().resume(id, Optional.empty())).isEqualTo(1);

            assertThat(at.ledger.claims().unwanted("c1")).isEmpty();
            at.ledger.results().record(List.of(Samples.stopped(running)));
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.QUEUED);
        }
    }

    @Test
    void aBatchThatIsBeingCancelledCanBeResumedWhileAllOfItRuns() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt running = at.claimOne();
            at.ledger.control().cancel(id);

            at.ledger.control().resume(id, Optional.empty());

            assertThat(at.ledger.claims().unwanted("c1")).isEmpty();
            at.ledger.results().record(List.of(Samples.stopped(running)));
            assertThat(at.states(id)).containsExactly(JobState.QUEUED);
        }
    }

    @Test
    void aRedriveQueuesExactlyTheFailedJobsNamedWithFreshTriesUnderTheirOwnNames() {
        try (Opened at = new Opened()) {
            // given: of three jobs two failed; the batch has its verdict
            BatchId id = at.accept(Samples.batch("b", 3));
            List<Attempt> claimed = at.claim(3);
            at.ledger
                    .results()
                    .record(List.of(
                            Samples.failed(claimed.get(0), INVALID),
                            Samples.failed(claimed.get(1), INVALID),
                            Samples.succeeded(claimed.get(2), 0.9)));
            at.ledger.joins().complete(at.verdict(id, BatchState.FAILED), "e1");
            List<DeadCase> dead = at.ledger.history().failed(Instant.EPOCH);
            assertThat(dead).extracting(DeadCase::what).containsExactlyInAnyOrder("b/job-0", "b/job-1");
            assertThat(dead).extracting(DeadCase::fault).containsOnly(Fault.POISON);
            assertThat(dead)
                    .extracting(DeadCase::fingerprint)
                    .containsOnly(dead.get(0).fingerprint());

            // when
            JobId wanted = claimed.get(0).job();
            List<JobId> queued = at.ledger
                    .control("user alice")
                    .redrive(List.of(wanted, claimed.get(2).job()), "mended");
            List<JobId> again = at.ledger.control("user alice").redrive(List.of(wanted), "mended");

            // then
            assertThat(queued).containsExactly(wanted);
            assertThat(again).isEmpty();
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.FAILED, JobState.SUCCEEDED);
            assertThat(at.ledger.history().verdict(id)).isEmpty();
            assertThat(at.ledger.history().failed(Instant.EPOCH)).hasSize(1);
            assertThat(at.claim(3)).containsExactly(new Attempt(id, wanted, 2));
            assertThat(at.ledger.history().audit(id))
                    .filteredOn(entry -> entry.who().equals("user alice"))
                    .extracting(History.Entry::what)
                    .containsExactly("RESUMED", "QUEUED");
        }
    }

    @Test
    void aFailedJobIsRedrivenWhileItsSiblingsStillRun() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.failed(claimed.get(0), INVALID)));

            List<JobId> queued = at.ledger
                    .control()
                    .redrive(claimed.stream().map(Attempt::job).toList(), "mended");

            assertThat(queued).containsExactly(claimed.get(0).job());

            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.RUNNING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedJobIsRedrivenAlsoWhenItsBatchHasExpiredMeanwhile(boolean dropped) {
        try (Opened at = new Opened()) {
            // given
            BatchSpec spec = Samples.batch("b", 2);
            BatchId id =
                    at.accept(spec.with(spec.queueing().by(at.clock.instant().plusSeconds(60))));
            Attempt first = at.claimOne();
            at.ledger.results().record(List.of(Samples.failed(first, INVALID)));
            at.clock.advance(Duration.ofSeconds(60));
            if (dropped) {
                at.ledger.claims().drop();
            }

            // when
            at.ledger.control("user alice").redrive(List.of(first.job()), "mended");

            // then
            assertThat(at.ledger.claims().drop()).isEmpty();
            assertThat(at.claim(3)).contains(new Attempt(id, first.job(), 2)).hasSize(dropped ? 1 : 2);
            assertThat(at.ledger.history().audit(id))
                    .filteredOn(entry -> entry.what().equals("RESUMED"))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.who()).isEqualTo("user alice");
                        assertThat(entry.why()).contains("mended", "without its expiry");
                    });
        }
    }

    private static BatchId completed(Opened at, BatchState state) {
        BatchId id = at.accept(Samples.batch("b", 2));
        List<Attempt> claimed = at.claim(2);
        at.ledger
                .results()
                .record(List.of(Samples.failed(claimed.get(0), INVALID), Samples.succeeded(claimed.get(1), 0.9)));
        at.ledger.joins().complete(at.verdict(id, state), "e1");
        return id;
    }
}
