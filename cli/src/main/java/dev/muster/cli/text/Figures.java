package dev.muster.cli.text;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private Figures() {}

    /** A metric: four decimals, or four significant digits where that says more. */
    public static String metric(double value) {
        double size = Math.abs(value);
        if (size == 0 || (size >= 0.001 && size < 1000)) {
            return String.format(Locale.ROOT, size >= 10 ? "%.2f" : "%.4f", value);
        }
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /** A duration: {@code 3.2 s}, {@code 4 min 05 s}, {@code 2 h 07 min}. */
    public static String duration(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
        }
        long whole = Math.round(seconds);
        return seconds < HOUR
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** A number of things: {@code 1 job}, {@code 2 jobs}. */
    public static String count(long number, String thing) {
        return count(number, thing, thing + "s");
    }

    /** A number of things whose plural has a form of its own. */
    public static String count(long number, String thing, String things) {
        return number + " " + (number == 1 ? thing : things);
    }

    /** A share of one: {@code 38 %}. */
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
