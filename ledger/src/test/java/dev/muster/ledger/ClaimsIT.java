package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsIT {
    @Test
    void urgentBatchesGoFirstThenOldOnesThenTheOrderOfTheRequest() {
        try (Opened at = new Opened()) {
            // given
            BatchId old = at.accept(Samples.batch("old", 0, 2, null));
            BatchId young = at.accept(Samples.batch("young", 0, 2, null));
            BatchId urgent = at.accept(Samples.batch("urgent", 5, 2, null));

            // when
            List<Attempt> all = at.claim(3);
            all = concat(all, at.claim(10));

            // then
            assertThat(all)
                    .containsExactly(
                            first(urgent, 0),
                            first(urgent, 1),
                            first(old, 0),
                            first(old, 1),
                            first(young, 0),
                            first(young, 1));
        }
    }

    @Test
    void aClaimHandsOutTheJobAsItWasAskedFor() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2));

            List<Assignment> claimed = at.ledger.claims().claim("c1", 1, Opened.LEASE, Optional.empty());

            assertThat(claimed).containsExactly(new Assignment(first(id, 0), Samples.job("job-0")));
            assertThat(at.states(id)).containsExactly(JobState.RUNNING, JobState.QUEUED);
            assertThat(at.ledger.claims().clusters()).containsExactly("c1");
        }
    }

    @Test
    void aClaimCanBeLimitedToOneBatch() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("other", 9, 2, null));
            BatchId mine = at.accept(Samples.batch("mine", 2));

            List<Assignment> claimed = at.ledger.claims().claim("c1", 10, Opened.LEASE, Optional.of(mine));

            assertThat(claimed).extracting(Assignment::attempt).containsExactly(first(mine, 0), first(mine, 1));
        }
    }

    @Test
    void whatIsHandedBackCountsAsNoTryAndItsNumberIsNotUsedAgain() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt first = at.claimOne();

            // when
            at.ledger.claims().handBack(List.of(first));
            at.ledger.claims().handBack(List.of(first));

            // then
            assertThat(at.job(id).attempts()).isZero();
            assertThat(at.claimOne().number()).isEqualTo(2);
            assertThat(at.job(id).attempts()).isEqualTo(1);
        }
    }

    @Test
    void aJobWhoseLeaseRanOutIsQueuedAgainAndNoSooner() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 2));
            Attempt quiet = at.claimOne();
            at.clock.advance(Opened.LEASE.minusSeconds(1));
            Attempt young = at.claimOne();

            // when
            List<Attempt> early = at.ledger.claims().expire(Opened.LEASE);
            at.clock.advance(Duration.ofSeconds(1));
            List<Attempt> late = at.ledger.claims().expire(Opened.LEASE);

            // then
            assertThat(early).isEmpty();
            assertThat(late).containsExactly(quiet);
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.RUNNING);
            assertThat(at.claimOne())
                    .as("at once, the first time")
                    .isEqualTo(new Attempt(id, quiet.job(), 2))
                    .isNotEqualTo(young);
        }
    }

    @Test
    void aSignOfLifeRenewsTheLease() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            Attempt alive = at.claimOne();
            at.clock.advance(Opened.LEASE.minusSeconds(1));

            at.ledger.results().progress(List.of(new JobProgress(alive, 0, 3, Map.of(), 1)), Opened.LEASE);
            at.clock.advance(Opened.LEASE.minusSeconds(1));

            assertThat(at.ledger.claims().expire(Opened.LEASE)).isEmpty();
            assertThat(at.states(id)).containsExactly(JobState.RUNNING);
        }
    }

    @Test
    void aClusterThatIsGoneLosesItsAttemptsAtOnceAndNoOtherDoes() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 2));
            Attempt gone = at.claim("gone", 1).get(0);
            at.claim("here", 1);

            List<Attempt> lost = at.ledger.claims().abandon("gone");

            assertThat(lost).containsExactly(gone);
            assertThat(at.states(id)).containsExactly(JobState.QUEUED, JobState.RUNNING);
            assertThat(at.ledger.claims().clusters()).containsExactly("here");
            assertThat(at.claimOne()).isEqualTo(new Attempt(id, gone.job(), 2));
        }
    }

    @Test
    void lossesAreNoFailuresButTenOfThemFailTheJob() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));

            for (int i = 1; i <= 10; i++) {
                assertThat(at.states(id)).containsExactly(JobState.QUEUED);
                assertThat(at.claimOne().number()).isEqualTo(i);
                at.ledger.claims().abandon("c1");
            }

            assertThat(at.states(id)).containsExactly(JobState.FAILED);
            assertThat(at.job(id).problem()).contains("lost 10 times");
        }
    }

    @Test
    void aJobThatFallsSilentAgainAndAgainWaitsAndStillStartsWithinALease() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("b", 1));
            at.claimOne();
            at.clock.advance(Opened.LEASE);
            assertThat(at.ledger.claims().expire(Opened.LEASE)).hasSize(1);

            for (int i = 2; i < 10; i++) {
                assertThat(at.claimOne().number()).isEqualTo(i);
                at.clock.advance(Opened.LEASE);
                assertThat(at.ledger.claims().expire(Opened.LEASE)).hasSize(1);
                assertThat(at.claim(1)).isEmpty();
                at.clock.advance(Opened.LEASE);
            }
        }
    }

    private static Attempt first(BatchId batch, int job) {
        return new Attempt(batch, JobId.derive(batch, "job-" + job), 1);
    }

    private static List<Attempt> concat(List<Attempt> a, List<Attempt> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
    }
}
