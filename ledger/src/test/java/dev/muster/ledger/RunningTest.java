package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final RetryPolicy RETRY = new RetryPolicy(3, Duration.ofSeconds(8));
    private static final Attempt ATTEMPT = new Attempt(Samples.id("b"), JobId.derive(Samples.id("b"), "job"), 5);

    private static final Ending.How EXPIRED = new Ending.Expired(Duration.ofSeconds(30));

    @Test
    void aFailureWaitsLongerTheMoreThereWere() {
        assertThat(after(1, 0, false, failed(Outcome.FailureKind.TRANSIENT)).due())
                .isEqualTo(NOW.plus(RETRY.backoff(2, ATTEMPT.job().value())))
                .isAfterOrEqualTo(NOW.plusSeconds(8));
    }

    @Test
    void theLastTryFailsTheJob() {
        assertThat(after(1, 9, false, failed(Outcome.FailureKind.UNKNOWN)).job())
                .isEqualTo(JobState.QUEUED);
        assertThat(after(2, 0, false, failed(Outcome.FailureKind.UNKNOWN)).job())
                .isEqualTo(JobState.FAILED);
    }

    @Test
    void whatCannotMendFailsTheJobAtOnce() {
        assertThat(after(0, 0, false, failed(Outcome.FailureKind.INVALID)).job())
                .isEqualTo(JobState.FAILED);
        assertThat(after(0, 0, true, failed(Outcome.FailureKind.INVALID)).job()).isEqualTo(JobState.FAILED);
    }

    @Test
    void inABatchThatWasCalledOffNothingIsQueued() {
        assertThat(after(0, 0, true, failed(Outcome.FailureKind.TRANSIENT)).job())
                .isEqualTo(JobState.CANCELLED);
        assertThat(after(0, 0, true, EXPIRED).job()).isEqualTo(JobState.CANCELLED);
        assertThat(after(0, 0, true, new Ending.HandedBack()).job()).isEqualTo(JobState.CANCELLED);
        assertThat(after(0, 0, true, reported(new Outcome.Stopped(1))).job()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aModelThatCameAfterAllCountsEvenThere() {
        assertThat(after(0, 0, true, reported(new Outcome.Succeeded(Map.of(), "m", "p", 1)))
                        .job())
                .isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void theTenthLossFailsTheJob() {
        assertThat(after(0, 8, false, new Ending.Abandoned()).job()).isEqualTo(JobState.QUEUED);
        assertThat(after(0, 9, false, new Ending.Abandoned()).job()).isEqualTo(JobState.FAILED);
    }

    @Test
    void anAttemptThatFellSilentIsFollowedByAnotherLaterEachTimeButWithinALease() {
        assertThat(after(2, 0, false, EXPIRED).due()).as("the first time").isEqualTo(NOW);
        assertThat(after(0, 1, false, EXPIRED).due())
                .isEqualTo(NOW.plus(RETRY.backoff(1, ATTEMPT.job().value())))
                .isAfterOrEqualTo(NOW.plusSeconds(4));
        assertThat(after(2, 2, false, EXPIRED).due())
                .as("failures do not count here")
                .isEqualTo(NOW.plus(RETRY.backoff(2, ATTEMPT.job().value())));
        assertThat(after(0, 8, false, EXPIRED).due()).isEqualTo(NOW.plusSeconds(30));
        assertThat(after(0, 1, false, new Ending.Expired(Duration.ofSeconds(1))).due())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void whoIsNotToBlameDoesNotWait() {
        assertThat(after(0, 3, false, new Ending.Abandoned()).due()).isEqualTo(NOW);
        assertThat(after(0, 3, false, new Ending.HandedBack()).due()).isEqualTo(NOW);
    }

    @Test
    void aLeaseThatWasRenewedMeanwhileIsNotOver() {
        Running running = running(0, 0, false);

        assertThat(running.endedBy(EXPIRED, NOW.plusSeconds(29))).isFalse();
        assertThat(running.endedBy(EXPIRED, NOW.plusSeconds(30))).isTrue();
        assertThat(running.endedBy(new Ending.Abandoned(), NOW)).isTrue();
    }

    private static Ending.How failed(Outcome.FailureKind kind) {
        return reported(new Outcome.Failed(kind, "it broke"));
    }

    private static Ending.How reported(Outcome outcome) {
        return new Ending.Reported(outcome, 1);
    }

    @Test
    void whatEndsAfterTheVerdictOrTheDeadlineIsLateWhateverItWas() {
        for (Standing standing : List.of(Standing.JUDGED, Standing.OVERDUE)) {
            assertThat(after(standing, reported(new Outcome.Succeeded(Map.of("f1", 0.5), "m", "p", 1))))
                    .satisfies(next -> assertThat(next.attempt()).isEqualTo(AttemptState.LATE))
                    .satisfies(next -> assertThat(next.job()).isEqualTo(JobState.CANCELLED))
                    .satisfies(next -> assertThat(next.why()).contains("model m", "f1=0.5"));
            assertThat(after(standing, failed(Outcome.FailureKind.TRANSIENT)).attempt())
                    .isEqualTo(AttemptState.LATE);
        }
    }

    @Test
    void afterTheVerdictNothingIsQueued() {
        assertThat(after(Standing.JUDGED, reported(new Outcome.Stopped(1))).job())
                .isEqualTo(JobState.CANCELLED);
        assertThat(after(Standing.JUDGED, EXPIRED).job()).isEqualTo(JobState.CANCELLED);
        assertThat(after(Standing.OVERDUE, reported(new Outcome.Stopped(1))).job())
                .as("the verdict will cancel it")
                .isEqualTo(JobState.QUEUED);
    }

    private static Running.Next after(Standing batch, Ending.How how) {
        return new Running(ATTEMPT, NOW.plusSeconds(30), batch, RETRY, 0, 0).after(how, NOW);
    }

    private static Running.Next after(int failures, int losses, boolean calledOff, Ending.How how) {
        return running(failures, losses, calledOff).after(how, NOW);
    }

    private static Running running(int failures, int losses, boolean calledOff) {
        Standing batch = calledOff ? Standing.CALLED_OFF : Standing.OPEN;
        return new Running(ATTEMPT, NOW.plusSeconds(30), batch, RETRY, failures, losses);
    }
}
