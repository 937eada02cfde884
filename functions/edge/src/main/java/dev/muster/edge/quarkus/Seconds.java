package dev.muster.edge.quarkus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.spi.Converter;

/** Durations as seconds, {@code 1.5}, or as ISO 8601 has them, {@code PT1.5S}; never negative. */
public final class Seconds implements Converter<Duration> {
    @Override
    public Duration convert(String value) {
        Duration duration = parse(value.strip());
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration of " + value + " is negative; use 0 or more seconds");
        }
        return duration;
    }

    private static Duration parse(String value) {
        try {
            return value.startsWith("P")
                    ? Duration.parse(value)
                    : Duration.ofMillis(new BigDecimal(value)
                            .movePointRight(3)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    value + " is no duration; write seconds, such as 1.0, or ISO 8601, such as PT1S", e);
        }
    }
}
