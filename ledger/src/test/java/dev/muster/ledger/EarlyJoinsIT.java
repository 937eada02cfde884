package dev.muster.ledger;

import static dev.muster.contract.Outcome.FailureKind.INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Absence;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.Gates;
import dev.muster.contract.Gates.Threshold;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Joins that do not wait for every job. */
class EarlyJoinsIT {
    private static final JoinPolicy QUORUM = new JoinPolicy(When.QUORUM, null);
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final JoinPolicy IN_TIME = new JoinPolicy(When.ALL, DEADLINE);

    @Test
    void aQuorumIsFoundOnceItIsThereOrCannotCome() {
        try (Opened at = new Opened()) {
            BatchId reached = at.accept(Samples.batch("reached", 4, finished(2), QUORUM));
            List<Attempt> first = at.claim(4);
            BatchId missed = at.accept(Samples.batch("missed", 4, finished(3), QUORUM));
            List<Attempt> second = at.claim(4);

            at.ledger
                    .results()
                    .record(List.of(Samples.succeeded(first.get(2), 0.9), Samples.failed(second.get(0), INVALID)));
            assertThat(at.ledger.joins().waiting()).isEmpty();

            at.ledger.results().record(List.of(Samples.succeeded(first.get(1), 0.9)));
            assertThat(at.ledger.joins().waiting()).containsExactly(reached);
            at.ledger.results().record(List.of(Samples.failed(second.get(1), INVALID)));
            assertThat(at.ledger.joins().waiting()).containsExactly(reached, missed);
        }
    }

    @Test
    void aModelThatPassesEveryThresholdIsFound() {
        try (Opened at = new Opened()) {
            Gates gates = new Gates(
                    null,
                    List.of(new Threshold(Metric.ACCURACY, 0.75), new Threshold(Metric.LOSS, 0.25)),
                    Set.of(),
                    null);
            BatchId id = at.accept(Samples.batch("b", 3, gates, new JoinPolicy(When.FIRST_GOOD, null)));
            List<Attempt> claimed = at.claim(3);

            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.74)));
            assertThat(at.ledger.joins().ready(id)).isEmpty();
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(1), 0.75)));
            assertThat(at.ledger.joins().ready(id)).isPresent();
        }
    }

    @Test
    void aDeadlineMakesABatchReadyByItself() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2, finished(1), IN_TIME));
            at.clock.advance(DEADLINE.minusNanos(1_000));
            assertThat(at.ledger.joins().waiting()).isEmpty();

            at.clock.advance(Duration.ofNanos(1_000));

            assertThat(at.ledger.joins().waiting()).containsExactly(id);
            assertThat(at.ledger.joins().ready(id).orElseThrow().overdue()).isTrue();
            at.ledger.control().cancel(id);
            at.accept(Samples.batch("other", 1));
            assertThat(at.ledger.joins().waiting())
                    .as("all its jobs are cancelled")
                    .containsExactly(id);
        }
    }

    @Test
    void aVerdictCancelsWhatItDoesWithoutAndStaysAsItWasWhateverComesLater() {
        try (Opened at = new Opened()) {
            // given: one done, one running, one queued
            BatchId id = at.accept(Samples.batch("b", 3, finished(1), QUORUM));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.9)));

            // when
            Verdict verdict = early(at, id, BatchState.PASSED);
            assertThat(at.ledger.joins().complete(verdict, "e1")).isTrue();

            // then
            assertThat(at.states(id)).containsExactly(JobState.SUCCEEDED, JobState.CANCELLED, JobState.CANCELLED);
            assertThat(at.ledger.claims().unwanted("c1")).containsExactly(claimed.get(1));
            assertThat(at.claim(3)).isEmpty();
            assertThat(at.ledger.joins().complete(verdict, "e2")).isFalse();

            // when: the one that ran lives on, and reports after all, more than once
            at.ledger.results().progress(List.of(new JobProgress(claimed.get(1), 2, 3, Map.of(), 55)), Opened.LEASE);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(1), 0.99)));
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(1), 0.98)));

            // then
            assertThat(at.ledger.history().verdict(id)).contains(verdict);
            assertThat(at.ledger.joins().completedBy("e1"))
                    .containsExactly(new Completion(verdict, at.clock.instant(), "e1"));
            assertThat(at.ledger.claims().unwanted("c1")).isEmpty();
            assertThat(at.ledger.history().audit(id))
                    .filteredOn(entry -> entry.what().equals("LATE"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.why())
                            .contains(
                                    "accuracy=0.99",
                                    "after the verdict",
                                    "sha256:" + claimed.get(1).job()));
        }
    }

    @Test
    void whatEndsAfterTheDeadlineDoesNotCountThoughNobodyHasJudgedYet() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2, finished(1), IN_TIME));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.9)));
            at.clock.advance(DEADLINE);

            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(1), 0.99)));

            Join join = at.ledger.joins().ready(id).orElseThrow();
            assertThat(join.late()).containsExactly(claimed.get(1).job());
            assertThat(join.jobs())
                    .extracting(Verdict.Job::state)
                    .containsExactly(JobState.SUCCEEDED, JobState.CANCELLED);
        }
    }

    @Test
    void aVerdictOnAJobThatEndedMeanwhileIsRefused() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 3, finished(1), QUORUM));
            List<Attempt> claimed = at.claim(3);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.9)));
            Verdict stale = early(at, id, BatchState.PASSED);

            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(1), 0.95)));
            assertThat(at.ledger.joins().complete(stale, "e1")).isFalse();
            assertThat(at.states(id)).containsExactly(JobState.SUCCEEDED, JobState.SUCCEEDED, JobState.RUNNING);

            Verdict another = early(at, id, BatchState.PASSED);
            at.ledger.control().cancel(id);
            assertThat(at.ledger.joins().complete(another, "e2"))
                    .as("somebody called it off meanwhile")
                    .isFalse();
        }
    }

    @Test
    void aBatchThatFailedAtItsDeadlineCanBeResumedAndHasTheTimeAgain() {
        try (Opened at = new Opened()) {
            // given: one still running when it was judged
            BatchId id = at.accept(Samples.batch("b", 2, finished(2), IN_TIME));
            Attempt running = at.claimOne();
            at.clock.advance(DEADLINE);
            at.ledger.joins().complete(early(at, id, BatchState.FAILED), "e1");

            // when
            assertThat(at.ledger.control().resume(id, Optional.empty())).isEqualTo(2);

            // then: that one goes on, nobody runs twice
            assertThat(at.states(id)).containsExactly(JobState.RUNNING, JobState.QUEUED);
            assertThat(at.ledger.joins().waiting()).isEmpty();
            at.ledger.results().record(List.of(Samples.succeeded(running, 0.9)));
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            assertThat(at.states(id)).containsExactly(JobState.SUCCEEDED, JobState.SUCCEEDED);
            assertThat(at.ledger.joins().ready(id).orElseThrow().overdue()).isFalse();
            at.clock.advance(DEADLINE);
            assertThat(at.ledger.joins().ready(id).orElseThrow().overdue()).isTrue();
        }
    }

    @Test
    void aBatchThatPassedWithoutSomeJobsHasNothingToResume() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2, finished(1), QUORUM));
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            at.ledger.joins().complete(early(at, id, BatchState.PASSED), "e1");

            assertThat(at.ledger.control().resume(id, Optional.empty())).isZero();
            assertThat(at.ledger.history().verdict(id)).isPresent();
        }
    }

    /** It was given though the jobs had their time anew: found by the simulation. */
    @Test
    void aVerdictByADeadlineThatAResumeHasMovedIsRefused() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2, finished(1), IN_TIME));
            at.clock.advance(DEADLINE);
            Verdict verdict = early(at, id, BatchState.FAILED, Fate.MISSING);
            at.ledger.control().cancel(id);
            at.ledger.control().resume(id, Optional.empty());

            assertThat(at.ledger.joins().complete(verdict, "e")).isFalse();

            at.clock.advance(DEADLINE);
            assertThat(at.ledger.joins().complete(verdict, "e")).isTrue();
        }
    }

    /** It came back when its attempt stopped, though nobody had asked for it: found by the simulation. */
    @Test
    void aJobThatAVerdictDidWithoutStaysCancelledWhenAnotherIsTakenUp() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 3, finished(3), QUORUM));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.failed(claimed.get(0), INVALID)));
            assertThat(at.ledger.joins().complete(early(at, id, BatchState.FAILED), "e"))
                    .isTrue();

            assertThat(at.ledger.control().resume(id, Optional.of("job-0"))).isEqualTo(1);

            assertThat(at.ledger.claims().unwanted("c1")).containsExactly(claimed.get(1));
            at.ledger.results().record(List.of(Samples.stopped(claimed.get(1))));
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.CANCELLED, JobState.CANCELLED);
        }
    }

    /** A verdict without the jobs that have not ended. */
    private static Verdict early(Opened at, BatchId id, BatchState state) {
        return early(at, id, state, Fate.UNNEEDED);
    }

    private static Verdict early(Opened at, BatchId id, BatchState state, Fate fate) {
        Verdict whole = at.verdict(id, state);
        List<Absence> absent = whole.jobs().stream()
                .filter(job -> !job.state().ended())
                .map(job -> new Absence(job.id(), job.name(), fate, "attempt " + job.attempts()))
                .toList();
        int jobs = whole.jobs().size();
        return new Verdict(
                id,
                whole.name(),
                state,
                whole.metric(),
                new Coverage(jobs - absent.size(), jobs, "it is time", absent),
                whole.jobs().stream()
                        .map(job -> job.state().ended() ? job : job.cut())
                        .toList(),
                whole.gates(),
                null,
                null);
    }

    private static Gates finished(int jobs) {
        return new Gates(null, List.of(), Set.of(), jobs);
    }
}
