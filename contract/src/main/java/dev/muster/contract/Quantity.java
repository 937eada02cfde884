package dev.muster.contract;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them: a number and a unit. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");
    private static final Map<String, Double> SECONDS = Map.of("", 1.0, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);
    private static final Map<String, Double> BYTES = Map.of(
            "", 1.0, "B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30, "TiB",
            0x1p40);

    private Quantity() {}

    /**
     * A time such as {@code 500ms}, {@code 1.5s}, {@code 2m}; a bare number means seconds.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Duration duration(String text) {
        return Duration.ofMillis(Math.round(1000 * amount(text, SECONDS, "a time such as 500ms, 1.5s or 2m")));
    }

    /**
     * A time in seconds.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public static Duration seconds(double number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " is less than no time");
        }
        return Duration.ofMillis(Math.round(1000 * number));
    }

    /**
     * A size such as {@code 512MiB} or {@code 2GB}; a bare number means bytes.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static long bytes(String text) {
        return Math.round(amount(text, BYTES, "a size such as 512MiB or 2GB"));
    }

    private static double amount(String text, Map<String, Double> units, String wanted) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + wanted);
        }
        return Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2));
    }
}
