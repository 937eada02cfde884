package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchState;
import dev.muster.contract.Gates;
import dev.muster.contract.Json;
import dev.muster.contract.Metric;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    @Test
    void aBatchWhoseJobsAllSucceededPassesAndItsBestModelIsPromoted() {
        Verdict verdict = Joined.classification()
                .succeeded("small", "accuracy", 0.90)
                .succeeded("large", "accuracy", 0.95)
                .promoteAs("digits")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.metric()).isEqualTo(Metric.ACCURACY);
        assertThat(verdict.best()).isEqualTo(Joined.id("large"));
        assertThat(verdict.promoted())
                .isEqualTo(new Promotion(
                        "digits", 1, Joined.id("large"), "sha256:large", "m/large", Metric.ACCURACY, 0.95));
        assertThat(verdict.gates()).containsExactly(new Verdict.Gate("all jobs succeed", true, "2 of 2 succeeded"));
    }

    @Test
    void theNextPromotionUnderANameHasTheNextVersion() {
        Promotion current = new Promotion("digits", 7, Joined.id("x"), "sha256:x", "m/x", Metric.ACCURACY, 0.5);

        Verdict verdict = Joined.classification()
                .succeeded("a", "accuracy", 0.9)
                .promoteAs("digits")
                .promoted(current)
                .judged();

        assertThat(verdict.promoted())
                .isNotNull()
                .extracting(Promotion::version)
                .isEqualTo(8);
    }

    /** As after a resume of what failed beside it. */
    @Test
    void aBatchIsNotHeldAgainstItsOwnPromotedModelNorPromotesItAgain() {
        Promotion own = new Promotion("digits", 7, Joined.id("a"), "sha256:a", "m/a", Metric.ACCURACY, 0.9);

        Verdict verdict = Joined.classification()
                .succeeded("a", "accuracy", 0.9)
                .succeeded("b", "accuracy", 0.8)
                .gates(new Gates(null, List.of(), Set.of(Gates.Baseline.PROMOTED), null))
                .promoteAs("digits")
                .promoted(own)
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.promoted()).isEqualTo(own);
    }

    @Test
    void noModelIsNotBetterThanNone() {
        Verdict verdict = Joined.classification()
                .failed("a", "it broke")
                .gates(new Gates(null, List.of(), Set.of(Gates.Baseline.PROMOTED), 1))
                .promoteAs("digits")
                .judged();

        assertThat(verdict.gates())
                .filteredOn(gate -> gate.name().contains("promoted"))
                .noneMatch(Verdict.Gate::passed);
    }

    @Test
    void nothingIsPromotedUnasked() {
        assertThat(Joined.classification()
                        .succeeded("a", "accuracy", 0.9)
                        .judged()
                        .promoted())
                .isNull();
    }

    @Test
    void aFailedGateFailsTheBatchAndPromotesNothing() {
        Gates gates = new Gates(null, List.of(new Gates.Threshold(Metric.ACCURACY, 0.97)), Set.of(), null);

        Verdict verdict = Joined.classification()
                .succeeded("a", "accuracy", 0.941)
                .gates(gates)
                .promoteAs("digits")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.best()).isEqualTo(Joined.id("a"));
        assertThat(verdict.promoted()).isNull();
    }

    @Test
    void aCancelledBatchIsNeitherPassedNorFailedAndPromotesNothing() {
        Verdict verdict = Joined.classification()
                .succeeded("a", "accuracy", 0.9)
                .cancelled("b")
                .calledOff()
                .promoteAs("digits")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.CANCELLED);
        assertThat(verdict.gates()).isEmpty();
        assertThat(verdict.best()).isEqualTo(Joined.id("a"));
        assertThat(verdict.promoted()).isNull();
    }

    @Test
    void aBatchOfWhichNothingSucceededHasNoBestModel() {
        Gates gates =
                new Gates(null, List.of(new Gates.Threshold(Metric.F1, 0.5)), Set.of(Gates.Baseline.MAJORITY), null);

        Verdict verdict = Joined.classification()
                .failed("a", "no such file")
                .gates(gates)
                .promoteAs("digits")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.best()).isNull();
        assertThat(verdict.gates())
                .hasSize(3)
                .allSatisfy(gate -> assertThat(gate.passed()).isFalse());
    }

    @Test
    void regressionIsJudgedByTheErrorUnlessAnotherMetricIsAskedFor() {
        Joined joined = Joined.regression()
                .succeeded("a", Map.of("rmse", 40.0, "r2", 0.30))
                .succeeded("b", Map.of("rmse", 41.0, "r2", 0.31));

        assertThat(joined.judged().best()).isEqualTo(Joined.id("a"));
        assertThat(joined.gates(new Gates(Metric.R2, List.of(), Set.of(), null))
                        .judged()
                        .best())
                .isEqualTo(Joined.id("b"));
    }

    @Test
    void equalJoinsGetEqualBytes() {
        Gates gates = new Gates(
                null,
                List.of(new Gates.Threshold(Metric.ACCURACY, 0.5)),
                Set.of(Gates.Baseline.PROMOTED, Gates.Baseline.MAJORITY),
                1);
        Joined joined = Joined.classification()
                .succeeded("a", Map.of("accuracy", 0.9, "f1", 0.8, "loss", 0.2))
                .gates(gates)
                .promoteAs("digits");

        assertThat(Json.bytes(joined.judged())).isEqualTo(Json.bytes(joined.judged()));
        assertThat(joined.judged().gates())
                .extracting(Verdict.Gate::name)
                .containsExactly(
                        "all jobs succeed",
                        "accuracy >= 0.5",
                        "better than a constant answer",
                        "better than the promoted model");
    }
}
