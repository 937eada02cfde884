package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Gates;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateRulesTest {
    @Test
    void aMissedFloorSaysByHowMuch() {
        assertThat(minimum(Joined.classification().succeeded("a", "accuracy", 0.941), Metric.ACCURACY, 0.97))
                .isEqualTo(new Verdict.Gate("accuracy >= 0.97", false, "accuracy 0.941 < 0.97, short by 0.029"));
    }

    @Test
    void aMissedCeilingSaysByHowMuch() {
        assertThat(minimum(Joined.regression().succeeded("a", "rmse", 61.25), Metric.RMSE, 60))
                .isEqualTo(new Verdict.Gate("rmse <= 60", false, "rmse 61.25 > 60, over by 1.25"));
    }

    @Test
    void aReachedMinimumSaysHowMuchIsToSpare() {
        assertThat(minimum(Joined.classification().succeeded("a", "accuracy", 0.981), Metric.ACCURACY, 0.97)
                        .detail())
                .isEqualTo("accuracy 0.981 > 0.97, 0.011 to spare");
        assertThat(minimum(Joined.classification().succeeded("a", "accuracy", 0.97), Metric.ACCURACY, 0.97))
                .isEqualTo(new Verdict.Gate("accuracy >= 0.97", true, "accuracy 0.97 = 0.97, 0 to spare"));
    }

    @Test
    void aMetricThatTheBestModelDoesNotHaveFailsTheGate() {
        assertThat(minimum(Joined.classification().succeeded("a", "accuracy", 0.9), Metric.F1, 0.5))
                .isEqualTo(new Verdict.Gate("f1 >= 0.5", false, "the best model, a, has no finite f1"));
    }

    @Test
    void kOfNIsEnoughWhenAskedFor() {
        Joined joined = Joined.classification()
                .succeeded("a", "accuracy", 0.9)
                .succeeded("b", "accuracy", 0.9)
                .failed("c", "the disk is full");

        assertThat(gates(joined, finished(2)))
                .containsExactly(new Verdict.Gate("at least 2 of 3 jobs succeed", true, "2 of 3 succeeded"));
        assertThat(gates(joined, finished(3)))
                .containsExactly(new Verdict.Gate(
                        "all jobs succeed", false, "2 of 3 succeeded, short by 1: c (the disk is full)"));
    }

    @Test
    void ofManyFailedJobsThreeAreNamed() {
        Joined joined = Joined.classification();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            joined.failed(name, "x");
        }

        assertThat(gates(joined, finished(2)).get(0).detail())
                .isEqualTo("0 of 5 succeeded, short by 2: a (x), b (x), c (x) and 2 more");
    }

    @Test
    void aClassifierMustBeBetterThanTheLargestClass() {
        assertThat(beats(Joined.classification().succeeded("a", "accuracy", 0.75), Gates.Baseline.MAJORITY))
                .isEqualTo(new Verdict.Gate(
                        "better than a constant answer",
                        true,
                        "accuracy 0.75 > 0.6 of always answering a, 0.15 better"));
        assertThat(beats(Joined.classification().succeeded("a", "accuracy", 0.6), Gates.Baseline.MAJORITY))
                .isEqualTo(new Verdict.Gate(
                        "better than a constant answer",
                        false,
                        "accuracy 0.6 is that of always answering a, not better"));
        assertThat(beats(Joined.classification().succeeded("a", "accuracy", 0.5), Gates.Baseline.MAJORITY)
                        .detail())
                .isEqualTo("accuracy 0.5 < 0.6 of always answering a, short by 0.1");
    }

    @Test
    void aRegressionMustBeBetterThanTheMean() {
        assertThat(beats(Joined.regression().succeeded("a", "rmse", 40), Gates.Baseline.MAJORITY)
                        .detail())
                .isEqualTo("rmse 40 < 50 of always answering the mean, 10 better");
        assertThat(beats(Joined.regression().succeeded("a", "rmse", 55.5), Gates.Baseline.MAJORITY)
                        .detail())
                .isEqualTo("rmse 55.5 > 50 of always answering the mean, over by 5.5");
    }

    @Test
    void aBaselineThatTheProfileDoesNotTellFailsTheGate() {
        Profile other = new Profile("sha256:other", 1, 1, List.of(), Map.of());

        assertThat(beats(
                        Joined.classification().succeeded("a", "accuracy", 0.75).profile(other),
                        Gates.Baseline.MAJORITY))
                .isEqualTo(new Verdict.Gate(
                        "better than a constant answer",
                        false,
                        "the profile of its data tells no baseline for accuracy"));
    }

    @Test
    void theFirstModelOfANameHasNoPromotedOneToBeat() {
        assertThat(beats(Joined.classification().succeeded("a", "accuracy", 0.1), Gates.Baseline.PROMOTED))
                .isEqualTo(new Verdict.Gate("better than the promoted model", true, "nothing is promoted yet"));
    }

    @Test
    void aLaterModelMustBeBetterThanThePromotedOneByTheMetricOfItsPromotion() {
        Promotion current = new Promotion("wine", 3, Joined.id("x"), "sha256:x", "m/x", Metric.F1, 0.8);
        Joined joined = Joined.classification()
                .succeeded("a", Map.of("accuracy", 0.99, "f1", 0.79))
                .promoted(current);

        assertThat(beats(joined, Gates.Baseline.PROMOTED).detail())
                .isEqualTo("f1 0.79 < 0.8 of wine version 3, short by 0.01");
    }

    private static Verdict.Gate minimum(Joined joined, Metric metric, double value) {
        return gates(joined, new Gates(null, List.of(new Gates.Threshold(metric, value)), Set.of(), null))
                .get(1);
    }

    private static Verdict.Gate beats(Joined joined, Gates.Baseline baseline) {
        return gates(joined, new Gates(null, List.of(), Set.of(baseline), null)).get(1);
    }

    private static Gates finished(int jobs) {
        return new Gates(null, List.of(), Set.of(), jobs);
    }

    private static List<Verdict.Gate> gates(Joined joined, Gates gates) {
        return joined.gates(gates).judged().gates();
    }
}
