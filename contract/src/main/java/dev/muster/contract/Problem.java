package dev.muster.contract;

/**
 * One thing that is wrong with an input.
 *
 * @param place where: a path such as {@code jobs[2].parameters.epochs}, or {@code data/train.csv}
 * @param line the line in the named file, counted from 1; 0 when it has none
 * @param column the column in that line, counted from 1; 0 when it has none
 * @param message what is wrong, with the value at fault
 * @param fix what to do about it
 */
public record Problem(String place, int line, int column, String message, String fix) {
    /** A problem whose place has no line. */
    public static Problem at(String place, String message, String fix) {
        return new Problem(place, 0, 0, message, fix);
    }

    /** The same problem, found at a line and column. */
    public Problem on(int line, int column) {
        return new Problem(place, line, column, message, fix);
    }
}
