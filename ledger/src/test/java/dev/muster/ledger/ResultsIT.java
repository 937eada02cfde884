package dev.muster.ledger;

import static dev.muster.contract.Outcome.FailureKind.INVALID;
import static dev.muster.contract.Outcome.FailureKind.TRANSIENT;
import static dev.muster.contract.Outcome.FailureKind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsIT {
    @Test
    void aSuccessCountsOnceHoweverOftenItComes() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt attempt = at.claimOne();

            // when
            var named = at.ledger
                    .results()
                    .record(List.of(Samples.succeeded(attempt, 0.9), Samples.succeeded(attempt, 0.1)));
            var again = at.ledger.results().record(List.of(Samples.succeeded(attempt, 0.2)));

            // then
            assertThat(named).isEqualTo(again).containsExactly(id);
            assertThat(at.job(id))
                    .isEqualTo(new History.Job(
                            attempt.job(),
                            "job-0",
                            "MLP",
                            JobState.SUCCEEDED,
                            1,
                            3,
                            0,
                            Map.of("accuracy", 0.9, "loss", 1 - 0.9),
                            1.5,
                            "c1",
                            null));
            assertThat(whats(at, id)).containsExactly("ACCEPTED", "CLAIMED", "SUCCEEDED");
        }
    }

    @Test
    void aFailureThatMayMendIsTriedAgainAfterItsBackoffAsLongAsThereAreTries() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 1));
            RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(8));

            for (int tried = 1; tried < 3; tried++) {
                // when
                Attempt attempt = at.claimOne();
                at.ledger.results().record(List.of(Samples.failed(attempt, tried == 1 ? TRANSIENT : UNKNOWN)));

                // then
                Duration wait = policy.backoff(tried, attempt.job().value());
                at.clock.advance(wait.minusMillis(1));
                assertThat(at.claim(1)).as("before its time").isEmpty();
                assertThat(at.states(id)).containsExactly(JobState.QUEUED);
                at.clock.advance(Duration.ofMillis(1));
            }
            at.ledger.results().record(List.of(Samples.failed(at.claimOne(), TRANSIENT)));
            assertThat(at.states(id)).containsExactly(JobState.FAILED);
            assertThat(at.job(id).problem()).isEqualTo("it broke");
            assertThat(at.job(id).seconds()).isEqualTo(1.5);
        }
    }

    @Test
    void aFailureThatCannotMendIsNotTriedAgain() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2));
            Attempt attempt = at.claimOne();

            at.ledger.results().record(List.of(Samples.failed(attempt, INVALID)));

            assertThat(at.states(id)).containsExactly(JobState.FAILED, JobState.QUEUED);
        }
    }

    @Test
    void lostAndHandedBackAttemptsAreNoFailures() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            at.claimOne();
            at.ledger.claims().abandon("c1");
            at.ledger.claims().handBack(at.claim(1));

            at.ledger.results().record(List.of(Samples.failed(at.claimOne(), TRANSIENT)));
            at.clock.advance(Duration.ofMinutes(1));
            at.ledger.results().record(List.of(Samples.failed(at.claimOne(), TRANSIENT)));

            assertThat(at.states(id)).as("two of three tries are gone").containsExactly(JobState.QUEUED);
        }
    }

    @Test
    void whatALostAttemptReportsIsNotedAsLateAndChangesNothing() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt lost = at.claimOne();
            at.ledger.claims().abandon("c1");
            Attempt current = at.claimOne();

            // when
            at.ledger.results().record(List.of(Samples.succeeded(lost, 0.99)));
            at.ledger.results().record(List.of(Samples.succeeded(lost, 0.99)));
            at.ledger.results().progress(List.of(new JobProgress(lost, 3, 3, Map.of("loss", 0.5), 9)), Opened.LEASE);

            // then
            assertThat(at.states(id)).containsExactly(JobState.RUNNING);
            assertThat(at.ledger.history().epochs(id)).isEmpty();
            assertThat(whats(at, id)).containsExactly("ACCEPTED", "CLAIMED", "LOST", "CLAIMED", "LATE");
            at.ledger.results().record(List.of(Samples.succeeded(current, 0.5)));
            assertThat(at.job(id).metrics()).containsEntry("accuracy", 0.5);
        }
    }

    @Test
    void aResultOfAnAttemptThatNobodyClaimedIsNotedAndChangesNothing() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt known = at.claimOne();
            BatchId unknown = Samples.id("unknown");

            var named = at.ledger
                    .results()
                    .record(List.of(
                            Samples.succeeded(new Attempt(id, known.job(), 7), 0.9),
                            Samples.succeeded(new Attempt(unknown, known.job(), 1), 0.9),
                            Samples.succeeded(new Attempt(unknown, JobId.derive(unknown, "x"), 1), 0.9)));

            assertThat(named).containsExactlyInAnyOrder(id, unknown);
            assertThat(at.states(id)).containsExactly(JobState.RUNNING);
            assertThat(Databases.strings(
                            at.config, "select subject from audit_entry where what = 'LATE' order by number"))
                    .hasSize(3);
        }
    }

    @Test
    void aStoppedAttemptOfABatchThatGoesOnIsQueuedAgain() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));

            at.ledger.results().record(List.of(Samples.stopped(at.claimOne())));

            assertThat(at.states(id)).containsExactly(JobState.QUEUED);
            assertThat(at.claimOne().number()).isEqualTo(2);
        }
    }

    @Test
    void aMessageThatTheDatabaseCannotHoldDoesNotBlockTheOthers() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt attempt = at.claimOne();

            at.ledger
                    .results()
                    .record(List.of(new dev.muster.contract.JobResult(
                            attempt, new Outcome.Failed(INVALID, "bad byte \0 in C:\\u0000 é"), Double.NaN)));

            assertThat(at.job(id).problem()).isEqualTo("bad byte \uFFFD in C:\\u0000 é");
        }
    }

    @Test
    void epochsComeFromWhicheverAttemptFinishedThemLast() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt first = at.claimOne();
            at.ledger
                    .results()
                    .progress(List.of(step(first, 1, 0.9), step(first, 2, 0.8), step(first, 2, 0.7)), Opened.LEASE);
            at.ledger.results().record(List.of(Samples.failed(first, TRANSIENT)));
            at.clock.advance(Duration.ofMinutes(1));
            Attempt second = at.claimOne();

            // when
            at.ledger.results().progress(List.of(step(second, 2, 0.6)), Opened.LEASE);
            at.ledger.results().record(List.of(Samples.succeeded(second, 0.9)));
            at.ledger.results().progress(List.of(step(second, 3, Double.NaN)), Opened.LEASE);

            // then
            assertThat(at.ledger.history().epochs(id))
                    .containsExactly(epoch(first, 1, 0.9), epoch(second, 2, 0.6), epoch(second, 3, Double.NaN));
            assertThat(at.states(id)).containsExactly(JobState.SUCCEEDED);
        }
    }

    @Test
    void aRunningJobShowsHowFarItIs() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt attempt = at.claimOne();

            at.ledger.results().progress(List.of(step(attempt, 2, 0.25), step(attempt, 1, 0.5)), Opened.LEASE);
            at.ledger.results().progress(List.of(step(attempt, 1, 0.5)), Opened.LEASE);

            History.Job job = at.job(id);
            assertThat(job.epoch()).isEqualTo(2);
            assertThat(job.epochs()).isEqualTo(3);
            assertThat(job.metrics()).isEqualTo(Map.of("loss", 0.25));
        }
    }

    private static JobProgress step(Attempt attempt, int epoch, double loss) {
        return new JobProgress(attempt, epoch, 3, Map.of("loss", loss), epoch);
    }

    private static History.Epoch epoch(Attempt attempt, int epoch, double loss) {
        return new History.Epoch(attempt.job(), attempt.number(), epoch, Map.of("loss", loss), epoch);
    }

    private static List<String> whats(Opened at, BatchId batch) {
        return at.ledger.history().audit(batch).stream()
                .map(History.Entry::what)
                .toList();
    }
}
