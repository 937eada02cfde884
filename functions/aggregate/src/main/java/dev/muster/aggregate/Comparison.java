package dev.muster.aggregate;

import dev.muster.contract.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Whether a value is good enough, in words.
 *
 * @param holds whether it is
 * @param detail such as {@code accuracy 0.941 < 0.97, short by 0.029}
 */
record Comparison(boolean holds, String detail) {
    private static final int DECIMALS = 4;
    private static final int DIGITS = 3;

    /** Against a limit that has to be reached. */
    static Comparison reaches(Metric metric, double value, double limit) {
        return new Comparison(!metric.better(limit, value), detail(metric, value, limit, "", "to spare"));
    }

    /** Against a baseline that has to be surpassed. */
    static Comparison beats(Baseline baseline, double value) {
        boolean better = baseline.metric().better(value, baseline.value());
        String of = " of " + baseline.whose();
        return value == baseline.value()
                ? new Comparison(
                        false, baseline.metric().label() + " " + text(value) + " is that" + of + ", not better")
                : new Comparison(better, detail(baseline.metric(), value, baseline.value(), of, "better"));
    }

    private static String detail(Metric metric, double value, double limit, String of, String surplus) {
        String sign = value == limit ? " = " : value < limit ? " < " : " > ";
        String margin = text(distance(value, limit));
        String by = metric.better(limit, value)
                ? (metric.higherIsBetter() ? "short by " : "over by ") + margin
                : margin + " " + surplus;
        return metric.label() + " " + apart(value, limit) + sign + apart(limit, value) + of + ", " + by;
    }

    private static double distance(double a, double b) {
        // In decimal, so that 0.97 and 0.941 are 0.029 apart and not 0.02900000000000003.
        return BigDecimal.valueOf(a).subtract(BigDecimal.valueOf(b)).abs().doubleValue();
    }

    /** A number for people: four decimals, or three significant digits when that takes more; never an exponent. */
    static String text(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        int significant = DIGITS + exact.scale() - exact.precision();
        return plain(exact.setScale(Math.max(DECIMALS, significant), RoundingMode.HALF_EVEN));
    }

    /** As {@link #text}, with every digit when it would look the same as another number that it is not. */
    private static String apart(double value, double other) {
        boolean alike = value != other && text(value).equals(text(other));
        return alike ? plain(BigDecimal.valueOf(value)) : text(value);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
