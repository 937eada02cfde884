package dev.muster.ledger;

import static dev.muster.contract.Outcome.FailureKind.INVALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.contract.Json;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinsIT {
    @Test
    void aBatchIsReadyOnceAllItsJobsHaveEnded() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 2));
            List<Attempt> claimed = at.claim(2);
            at.ledger.results().record(List.of(Samples.succeeded(claimed.get(0), 0.9)));

            // when, then
            assertThat(at.ledger.joins().ready(id)).isEmpty();
            assertThat(at.ledger.joins().waiting()).isEmpty();
            at.ledger.results().record(List.of(Samples.failed(claimed.get(1), INVALID)));
            assertThat(at.ledger.joins().waiting()).containsExactly(id);
            Join join = at.ledger.joins().ready(id).orElseThrow();
            assertThat(join.spec()).isEqualTo(Samples.batch("b", 2));
            assertThat(join.profiles()).isEqualTo(Map.of("sha256:d1", Samples.PROFILE));
            assertThat(join.promoted()).isEmpty();
            assertThat(join.jobs())
                    .containsExactly(
                            new Verdict.Job(
                                    claimed.get(0).job(),
                                    "job-0",
                                    "MLP",
                                    Samples.job("job-0").parameters(),
                                    JobState.SUCCEEDED,
                                    1,
                                    1.5,
                                    Map.of("accuracy", 0.9, "loss", 1 - 0.9),
                                    "sha256:" + claimed.get(0).job(),
                                    claimed.get(0).path() + "/manifest.json",
                                    null,
                                    null),
                            new Verdict.Job(
                                    claimed.get(1).job(),
                                    "job-1",
                                    "MLP",
                                    Samples.job("job-1").parameters(),
                                    JobState.FAILED,
                                    1,
                                    0.5,
                                    Map.of(),
                                    null,
                                    null,
                                    "it broke",
                                    null));
        }
    }

    @Test
    void aVerdictComesBackAsItWasGiven() {
        try (Opened at = new Opened()) {
            // given
            BatchId id = at.accept(Samples.batch("b", 0, 3, "digits"));
            Verdict verdict = promoting(at, id, 1);

            // when
            boolean did = at.ledger.joins().complete(verdict, "e1");

            // then
            assertThat(did).isTrue();
            Verdict back = at.ledger.history().verdict(id).orElseThrow();
            assertThat(back).isEqualTo(verdict);
            assertThat(Json.text(back)).isEqualTo(Json.text(verdict));
            assertThat(at.ledger.history().models()).containsExactly(verdict.promoted());
            assertThat(at.ledger.history().batch(id).orElseThrow().state()).isEqualTo(BatchState.PASSED);
            assertThat(at.ledger.history().batch(id).orElseThrow().completed()).isEqualTo(at.clock.instant());
            assertThat(at.ledger.joins().waiting()).isEmpty();
        }
    }

    @Test
    void aBatchIsCompletedOnceAndOnlyThatEventGetsTheVerdictAgain() {
        try (Opened at = new Opened()) {
            BatchId id = at.accept(Samples.batch("b", 1));
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            Verdict verdict = at.verdict(id, BatchState.PASSED);

            assertThat(at.ledger.joins().completedBy("e1")).isEmpty();
            assertThat(at.ledger.joins().complete(verdict, "e1")).isTrue();
            assertThat(at.ledger.joins().complete(verdict, "e1")).isFalse();
            assertThat(at.ledger.joins().complete(verdict, "e2")).isFalse();

            assertThat(at.ledger.joins().completedBy("e1"))
                    .containsExactly(new Completion(verdict, at.clock.instant(), "e1"));
            assertThat(at.ledger.joins().completedBy("e2")).isEmpty();
            assertThat(at.ledger.joins().ready(id)).isEmpty();
        }
    }

    @Test
    void aVerdictOnWhatHasChangedSinceIsRefused() {
        try (Opened at = new Opened()) {
            // given: judged, completed by another, resumed
            BatchId id = at.accept(Samples.batch("b", 1));
            at.ledger.results().record(List.of(Samples.failed(at.claimOne(), INVALID)));
            Verdict stale = at.verdict(id, BatchState.FAILED);
            at.ledger.joins().complete(stale, "e1");
            at.ledger.control().resume(id, Optional.empty());

            // when, then
            assertThat(at.ledger.joins().complete(stale, "e2"))
                    .as("a job is queued")
                    .isFalse();
            at.ledger.results().record(List.of(Samples.succeeded(at.claimOne(), 0.9)));
            assertThat(at.ledger.joins().complete(stale, "e2"))
                    .as("it succeeded meanwhile")
                    .isFalse();
            assertThat(at.ledger.joins().complete(at.verdict(id, BatchState.PASSED), "e3"))
                    .isTrue();
        }
    }

    @Test
    void versionsOfAModelCountUpAndOneJudgedAgainstAnOldModelIsRefused() {
        try (Opened at = new Opened()) {
            // given
            BatchId first = at.accept(Samples.batch("first", 0, 3, "digits"));
            Verdict one = promoting(at, first, 1);
            BatchId second = at.accept(Samples.batch("second", 0, 3, "digits"));
            Verdict alsoOne = promoting(at, second, 1);
            at.ledger.joins().complete(one, "e1");

            // when, then
            assertThatThrownBy(() -> at.ledger.joins().complete(alsoOne, "e2"))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.OUTRUN));
            assertThat(at.ledger.joins().ready(second).orElseThrow().promoted()).contains(one.promoted());
            assertThat(at.ledger.joins().complete(promoted(alsoOne, 2), "e2")).isTrue();
            assertThat(at.ledger.history().models())
                    .extracting(Promotion::version)
                    .containsExactly(2, 1);
        }
    }

    @Test
    void aBatchThatIsResumedIsNoRivalOfItselfAndKeepsTheVersionOfItsModel() {
        try (Opened at = new Opened()) {
            // given
            BatchId first = at.accept(Samples.batch("first", 0, 3, "digits"));
            at.ledger.joins().complete(promoting(at, first, 1), "e1");
            BatchId second = at.accept(Samples.batch("second", 0, 3, "digits"));
            at.ledger.joins().complete(promoting(at, second, 2), "e2");

            // when
            at.ledger.control().resume(second, Optional.empty());
            at.ledger.results().record(List.of(Samples.failed(at.claimOne(), INVALID)));

            // then
            Join join = at.ledger.joins().ready(second).orElseThrow();
            assertThat(join.promoted().map(Promotion::version)).contains(2);
            assertThat(join.rival().map(Promotion::version)).contains(1);
            Verdict again = promoted(at.verdict(second, BatchState.PASSED), 2);
            assertThat(at.ledger.joins().complete(again, "e3")).isTrue();
            assertThat(at.ledger.history().models())
                    .extracting(Promotion::version)
                    .containsExactly(2, 1);
        }
    }

    @Test
    void batchesThatPromoteUnderOneNameAtOnceGetDifferentVersions() {
        try (Opened at = new Opened()) {
            // given
            List<Verdict> verdicts = List.of("a", "b", "c", "d").stream()
                    .map(name -> promoting(at, at.accept(Samples.batch(name, 0, 3, "digits")), 1))
                    .toList();

            // when: each judges again until it is through
            Threads.together(
                    4,
                    verdicts.stream()
                            .map(verdict -> (java.util.concurrent.Callable<Boolean>) () -> {
                                for (int version = 1; ; version++) {
                                    try {
                                        return at.ledger.joins().complete(promoted(verdict, version), "e");
                                    } catch (LedgerException e) {
                                        assertThat(e.kind()).isEqualTo(LedgerException.Kind.OUTRUN);
                                    }
                                }
                            })
                            .toList());

            // then
            assertThat(at.ledger.history().models())
                    .extracting(Promotion::version)
                    .containsExactlyInAnyOrder(1, 2, 3, 4);
        }
    }

    private static Verdict promoting(Opened at, BatchId id, int version) {
        List<Attempt> claimed = at.claim(3);
        at.ledger
                .results()
                .record(List.of(
                        Samples.succeeded(claimed.get(0), 0.9),
                        Samples.failed(claimed.get(1), INVALID),
                        Samples.succeeded(claimed.get(2), 1.0 / 3)));
        return promoted(at.verdict(id, BatchState.PASSED), version);
    }

    private static Verdict promoted(Verdict verdict, int version) {
        Verdict.Job best = verdict.jobs().get(0);
        Promotion promotion = new Promotion(
                "digits",
                version,
                best.id(),
                best.digest(),
                best.manifest(),
                Metric.ACCURACY,
                best.metrics().get("accuracy"));
        return new Verdict(
                verdict.batch(),
                verdict.name(),
                verdict.state(),
                verdict.metric(),
                verdict.coverage(),
                verdict.jobs(),
                verdict.gates(),
                best.id(),
                promotion);
    }
}
