package dev.muster.data;

/**
 * Reads decimal numbers out of characters, several times as fast as {@link Double#parseDouble} and without garbage. Up
 * to 15 significant digits the result is the same (W. Clinger: <em>How to Read Floating Point Numbers Accurately</em>,
 * 1990); with 16 to 18 it may differ in the last bit.
 */
final class Decimal {
    /** More digits may not fit a long. */
    private static final int DIGITS = 18;

    private static final int LARGEST_EXPONENT = 9999;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char[] text;
    private final int end;
    private int at;
    private long mantissa;
    private int zeros;
    private int digits;
    private int exponent;

    private Decimal(char[] text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /**
     * Reads {@code [+-]digits[.digits][e[+-]digits]}, where one side of the point may be empty.
     *
     * @return the number; NaN when the text is not one, or is beyond the range of a double
     */
    static double parse(char[] text, int start, int end) {
        return new Decimal(text, start, end).parse(start);
    }

    private double parse(int start) {
        boolean negative = at < end && text[at] == '-';
        if (negative || (at < end && text[at] == '+')) {
            at++;
        }
        int written = digits();
        if (at < end && text[at] == '.') {
            at++;
            int fraction = digits();
            written += fraction;
            exponent -= fraction;
        }
        if (written == 0 || (at < end && !exponent()) || at != end) {
            return Double.NaN;
        }
        digits = written - zeros;
        double value = value(start);
        return negative ? -value : value;
    }

    private int digits() {
        int start = at;
        // In locals: the fields would be written for every digit.
        char[] chars = text;
        int i = start;
        long sum = mantissa;
        while (i < end && chars[i] >= '0' && chars[i] <= '9') {
            sum = sum * 10 + chars[i] - '0';
            i++;
            if (sum == 0) {
                zeros++;
            }
        }
        mantissa = sum;
        at = i;
        return i - start;
    }

    private boolean exponent() {
        if (at == end || (text[at] != 'e' && text[at] != 'E')) {
            return true;
        }
        at++;
        boolean negative = at < end && text[at] == '-';
        if (negative || (at < end && text[at] == '+')) {
            at++;
        }
        int start = at;
        int power = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            power = Math.min(LARGEST_EXPONENT, power * 10 + text[at] - '0');
            at++;
        }
        exponent += negative ? -power : power;
        return at > start;
    }

    private double value(int start) {
        if (digits > DIGITS || Math.abs(exponent) >= POWERS.length) {
            double value = Math.abs(Double.parseDouble(new String(text, start, end - start)));
            return Double.isInfinite(value) ? Double.NaN : value;
        }
        return exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
    }
}
