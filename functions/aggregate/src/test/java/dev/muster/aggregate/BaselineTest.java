package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {
    /** What each baseline claims is checked against a count over the rows themselves. */
    @ParameterizedTest
    @EnumSource(names = {"ACCURACY", "F1", "LOSS"})
    void theConstantClassHasTheValueThatCountingGives(Metric metric) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Map<String, Long> classes = classes(random);
            Baseline baseline = Baseline.constant(spec(Task.CLASSIFICATION), profile(classes), metric)
                    .orElseThrow();

            assertThat(baseline.value()).isCloseTo(counted(classes, metric), within(1e-12));
        }
    }

    private static double counted(Map<String, Long> classes, Metric metric) {
        double rows = classes.values().stream().mapToLong(n -> n).sum();
        String answer = classes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double result = 0;
        for (Map.Entry<String, Long> entry : classes.entrySet()) {
            double n = entry.getValue();
            double hits = entry.getKey().equals(answer) ? n : 0;
            double precision = hits / rows;
            double recall = n == 0 ? 0 : hits / n;
            result += switch (metric) {
                case ACCURACY -> hits / rows;
                case F1 -> hits == 0 ? 0 : 2 * precision * recall / (precision + recall) / classes.size();
                default -> n == 0 ? 0 : -n * Math.log(n / rows) / rows;
            };
        }
        return result;
    }

    private static Map<String, Long> classes(Random random) {
        Map<String, Long> classes = new HashMap<>();
        int count = 2 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            classes.put("class " + i, random.nextLong(1_000));
        }
        classes.put("class 0", 1L + classes.get("class 0"));
        return classes;
    }

    @Test
    void ofEquallyLargeClassesTheSameOneIsNamedAlways() {
        Profile profile = profile(Map.of("b", 5L, "a", 5L, "c", 5L));

        assertThat(Baseline.constant(spec(Task.CLASSIFICATION), profile, Metric.ACCURACY))
                .hasValueSatisfying(baseline -> assertThat(baseline.whose()).isEqualTo("always answering c"));
    }

    @Test
    void theMeanHasTheErrorThatTheDeviationIs() {
        Profile profile = regression(5.0);
        DatasetSpec spec = spec(Task.REGRESSION);

        assertThat(Baseline.constant(spec, profile, Metric.RMSE))
                .hasValue(new Baseline(Metric.RMSE, 5, "always answering the mean"));
        assertThat(Baseline.constant(spec, profile, Metric.LOSS))
                .hasValue(new Baseline(Metric.LOSS, 25, "always answering the mean"));
        assertThat(Baseline.constant(spec, profile, Metric.R2))
                .hasValue(new Baseline(Metric.R2, 0, "always answering the mean"));
    }

    @Test
    void aModelChosenByItsAbsoluteErrorIsComparedByItsSquaredOne() {
        assertThat(Baseline.constant(spec(Task.REGRESSION), regression(5.0), Metric.MAE))
                .hasValue(new Baseline(Metric.RMSE, 5, "always answering the mean"));
    }

    @Test
    void aMetricOfTheOtherTaskHasNoBaseline() {
        assertThat(Baseline.constant(spec(Task.REGRESSION), regression(5.0), Metric.ACCURACY))
                .isEmpty();
        assertThat(Baseline.constant(spec(Task.CLASSIFICATION), profile(Map.of("a", 1L)), Metric.RMSE))
                .isEmpty();
        assertThat(Baseline.constant(spec(Task.CLASSIFICATION), profile(Map.of()), Metric.ACCURACY))
                .isEmpty();
        assertThat(Baseline.constant(spec(Task.REGRESSION), profile(Map.of()), Metric.RMSE))
                .isEmpty();
    }

    private static DatasetSpec spec(Task task) {
        return new DatasetSpec("data", "/data.csv", DataFormat.CSV, task, "y", List.of(), Split.DEFAULT);
    }

    private static Profile profile(Map<String, Long> classes) {
        return new Profile("sha256:data", 1, 1, List.of(), classes);
    }

    private static Profile regression(double deviation) {
        return new Profile(
                "sha256:data",
                1,
                1,
                List.of(
                        new Profile.Column("x", Profile.Kind.NUMERIC, 0, 0, 1.0, 77.0, 0.0, 2.0, Map.of()),
                        new Profile.Column("y", Profile.Kind.NUMERIC, 0, 0, 1.0, deviation, 0.0, 2.0, Map.of())),
                Map.of());
    }
}
