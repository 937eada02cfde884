package dev.muster.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how old something is: {@code 90d}, {@code 36h}, {@code 15m}, or as ISO 8601 has it, {@code P90D}. */
final class Age implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([dhm])");

    @Override
    public Duration convert(String value) {
        Matcher matcher = SHORT.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "d" -> Duration.ofDays(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofMinutes(number);
            };
        }
        try {
            Duration age = Duration.parse(value.strip());
            if (!age.isNegative()) {
                return age;
            }
        } catch (DateTimeParseException e) {
            // Said below, with the form that is expected.
        }
        throw new TypeConversionException(value + " is no age; write 90d, 36h or P90D");
    }
}
