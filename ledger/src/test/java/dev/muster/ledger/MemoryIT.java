package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import dev.muster.contract.Recall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was trained once is offered to equal jobs. All jobs of the samples are equal but for their names. */
class MemoryIT {
    @Test
    void theNewestResultsOfEqualJobsComeWithAClaim() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("first", 5));
            List<Attempt> first = at.claim(4);
            for (Attempt attempt : first) {
                at.clock.advance(Duration.ofSeconds(1));
                at.ledger.results().record(List.of(Samples.succeeded(attempt, 0.9)));
            }

            assertThat(claim(at).recalls())
                    .containsExactly(recall(first.get(3)), recall(first.get(2)), recall(first.get(1)));
        }
    }

    @Test
    void neitherAnotherJobNorAFreshBatchNorAProgramIsOfferedAnything() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("first", 1));
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            JobSpec job = Samples.job("job");

            assertThat(offered(at, "seed", with(job, job.algorithm(), 43)).recalls())
                    .isEmpty();
            assertThat(offered(at, "algorithm", with(job, "resnet", job.seed())).recalls())
                    .isEmpty();
            JobSpec program = with(job, "program:mine@0123456789abcdef", 42);
            Assignment once = offered(at, "program", program);
            at.ledger.results().record(List.of(Samples.succeeded(once.attempt(), 0.9)));
            assertThat(offered(at, "program again", program).recalls()).isEmpty();
            at.accept(Samples.batch("fresh", 1).freshly());
            assertThat(claim(at).recalls()).isEmpty();
            assertThat(offered(at, "same", job).recalls()).hasSize(1);
        }
    }

    @Test
    void aReusedResultCountsAndSaysWhoseItIs() {
        try (Opened at = new Opened()) {
            // given
            BatchId first = at.accept(Samples.batch("first", 1));
            Attempt original = at.claimOne();
            at.ledger
                    .results()
                    .progress(List.of(new JobProgress(original, 1, 3, Map.of("loss", 0.5), 1)), Opened.LEASE);
            at.ledger.results().record(List.of(Samples.succeeded(original, 0.9)));
            BatchId second = at.accept(Samples.batch("second", 1));
            Attempt attempt = at.claimOne();

            // when: it comes twice
            JobResult reused = reused(attempt, recall(original));
            at.ledger.results().record(List.of(reused));
            at.ledger.results().record(List.of(reused));

            // then
            assertThat(at.states(second)).containsExactly(JobState.SUCCEEDED);
            assertThat(at.ledger.joins().ready(second).orElseThrow().jobs())
                    .singleElement()
                    .satisfies(job -> assertThat(job.reused()).isEqualTo(original))
                    .satisfies(job -> assertThat(job.digest()).isEqualTo("sha256:" + original.job()));
            assertThat(at.ledger
                            .joins()
                            .ready(first)
                            .orElseThrow()
                            .jobs()
                            .get(0)
                            .reused())
                    .isNull();
            assertThat(at.ledger.history().epochs(second))
                    .extracting(History.Epoch::job)
                    .containsExactly(attempt.job());
            Why why = at.ledger.history().why(attempt.job()).orElseThrow();
            assertThat(why.reused()).isEqualTo(original);
            assertThat(why.known()).extracting(EqualResult::name).containsExactly("first/job-0");
            assertThat(why.recipe()).isEqualTo(Samples.job("job-0").recipe());
            assertThat(at.ledger.history().why(original.job()).orElseThrow().known())
                    .as("what came later was not known then")
                    .isEmpty();

            // and: it is always the original that is offered
            at.accept(Samples.batch("third", 1));
            assertThat(claim(at).recalls()).containsExactly(recall(original));
        }
    }

    @Test
    void whatIsNoResultOfAnEqualJobDoesNotCount() {
        try (Opened at = new Opened()) {
            at.accept(Samples.batch("first", 2));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.9)));
            JobSpec job = Samples.job("job");
            BatchId other = at.accept(batch("other", with(job, job.algorithm(), 43)));
            Attempt unequal = at.claimOne();
            BatchId second = at.accept(Samples.batch("second", 1));
            Attempt equal = at.claimOne();
            Recall known = recall(claimed.get(0));

            at.ledger
                    .results()
                    .record(List.of(
                            reused(unequal, known),
                            reused(equal, new Recall(known.attempt(), "sha256:better", known.manifest()))));
            assertThat(at.states(other)).containsExactly(JobState.QUEUED);
            assertThat(at.states(second)).containsExactly(JobState.QUEUED);
            assertThat(at.job(second).problem()).contains("not its equal");

            at.clock.advance(Duration.ofMinutes(1));
            List<Attempt> again = at.claim(2);
            at.ledger.results().record(List.of(reused(again.get(1), recall(claimed.get(1)))));
            assertThat(at.states(second)).as("an attempt without a result").containsExactly(JobState.QUEUED);
        }
    }

    private static Assignment claim(Opened at) {
        return at.ledger.claims().claim("c1", 1, Opened.LEASE, Optional.empty()).get(0);
    }

    private static Assignment offered(Opened at, String batch, JobSpec job) {
        at.accept(batch(batch, job));
        return claim(at);
    }

    private static BatchSpec batch(String name, JobSpec job) {
        BatchSpec one = Samples.batch(name, 1);
        return new BatchSpec(
                name, Queueing.USUAL, List.of(job), one.gates(), one.join(), one.retry(), one.promote(), null, false);
    }

    private static JobSpec with(JobSpec job, String algorithm, long seed) {
        return new JobSpec(job.name(), job.model(), algorithm, job.parameters(), seed, job.dataset(), job.resources());
    }

    private static Recall recall(Attempt attempt) {
        return new Recall(attempt, "sha256:" + attempt.job(), attempt.path() + "/manifest.json");
    }

    private static JobResult reused(Attempt attempt, Recall recall) {
        return new JobResult(
                attempt,
                new Outcome.Succeeded(Map.of("accuracy", 0.9), recall.model(), recall.manifest(), 3, recall.attempt()),
                0.01);
    }
}
