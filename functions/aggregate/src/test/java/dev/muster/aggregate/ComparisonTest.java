package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Metric;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
    private static final Pattern DETAIL = Pattern.compile(
            "\\w+ (-?[0-9.]+) ([<=>]) (-?[0-9.]+), (?:(short by|over by) ([0-9.]+)|([0-9.]+) to spare)");

    @ParameterizedTest
    @CsvSource({
        "0.941, 0.941",
        "0.97, 0.97",
        "1.0, 1",
        "0.0, 0",
        "-0.25, -0.25",
        "0.123456789, 0.1235",
        "53.216789, 53.2168",
        "1234567.891234, 1234567.8912",
        "0.00001234567, 0.0000123",
        "1.0E-9, 0.000000001",
        "1.0E10, 10000000000"
    })
    void numbersAreReadable(double value, String text) {
        assertThat(Comparison.text(value)).isEqualTo(text);
    }

    @Test
    void twoNumbersThatDifferNeverLookTheSame() {
        assertThat(Comparison.reaches(Metric.ACCURACY, 0.96999999, 0.97).detail())
                .isEqualTo("accuracy 0.96999999 < 0.97, short by 0.00000001");
        assertThat(Comparison.reaches(Metric.RMSE, 0.97000001, 0.97).detail())
                .isEqualTo("rmse 0.97000001 > 0.97, over by 0.00000001");
    }

    /** What the words say agrees with the numbers in them, and with the outcome. */
    @ParameterizedTest
    @EnumSource
    void theWordsAgreeWithTheOutcome(Metric metric) {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            double limit = random.nextInt(1_000) / 1_000.0;
            double value = random.nextBoolean() ? random.nextDouble() : limit + random.nextGaussian() * 1e-7;
            Comparison comparison = Comparison.reaches(metric, value, limit);

            Matcher words = DETAIL.matcher(comparison.detail());
            assertThat(words.matches()).as(comparison.detail()).isTrue();
            double shown = Double.parseDouble(words.group(1));
            double against = Double.parseDouble(words.group(3));
            assertThat(words.group(2)).isEqualTo(shown == against ? "=" : shown < against ? "<" : ">");
            assertThat(comparison.holds()).isEqualTo(!metric.better(limit, value));
            assertThat(words.group(4) == null).isEqualTo(comparison.holds());
        }
    }
}
