package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0.98765, 0.9877",
        "0, 0.0000",
        "123.456, 123.46",
        "0.00012345, 0.000123",
        "1234567, 1.23e+06",
        "NaN, NaN"
    })
    void metricsShowWhatMatters(double value, String text) {
        assertThat(Figures.metric(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.04, 0.0 s", "59.94, 59.9 s", "245, 4 min 05 s", "7620, 2 h 07 min"})
    void durationsGrowTheirUnits(double seconds, String text) {
        assertThat(Figures.duration(seconds)).isEqualTo(text);
    }

    @Test
    void countsAgreeInNumber() {
        assertThat(Figures.count(1, "job")).isEqualTo("1 job");
        assertThat(Figures.count(0, "job")).isEqualTo("0 jobs");
    }
}
