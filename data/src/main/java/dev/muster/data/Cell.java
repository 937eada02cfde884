package dev.muster.data;

import java.util.Set;

/**
 * The value of one column in one row while it is being read: a view into the reader's buffer, used again for the next.
 */
final class Cell {
    private static final Set<String> MISSING = Set.of("NA", "N/A", "NaN", "nan", "null", "NULL", "?");
    private static final int LONGEST_MISSING = 4;
    private static final int SHOWN = 40;

    private char[] text = new char[0];
    private int start;
    private int end;
    private int column;

    /** Shows another value; spaces around it do not count. */
    void show(int column, char[] text, int start, int length) {
        this.column = column;
        this.text = text;
        this.start = start;
        this.end = start + length;
        while (this.start < end && text[this.start] <= ' ') {
            this.start++;
        }
        while (end > this.start && text[end - 1] <= ' ') {
            end--;
        }
    }

    /** The index of the column. */
    int column() {
        return column;
    }

    /** Whether there is no value: empty, {@code NA}, {@code N/A}, {@code NaN}, {@code null} or {@code ?}. */
    boolean isMissing() {
        if (start == end) {
            return true;
        }
        char first = text[start];
        boolean maybe = first == 'N' || first == 'n' || first == '?';
        return maybe && end - start <= LONGEST_MISSING && MISSING.contains(text());
    }

    /** The value as a number; NaN where it is none. */
    double number() {
        return Decimal.parse(text, start, end);
    }

    /** The value as text. */
    String text() {
        return new String(text, start, end - start);
    }

    /** The value as a message shows it: quoted, and cut where it is long. */
    String shown() {
        return "'" + (end - start <= SHOWN ? text() : new String(text, start, SHOWN) + "…") + "'";
    }
}
