package dev.muster.contract.catalogue;

import dev.muster.contract.document.Value;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a parameter may be.
 *
 * @param minimum the least; null for no limit
 * @param maximum the most; null for no limit
 * @param above what it must be more than; null for no limit
 */
public record Range(
        @Nullable Double minimum,
        @Nullable Double maximum,
        @Nullable Double above) {
    static Range read(Value entry) {
        return new Range(bound(entry, "minimum"), bound(entry, "maximum"), bound(entry, "above"));
    }

    boolean contains(double number) {
        return (minimum == null || number >= minimum)
                && (maximum == null || number <= maximum)
                && (above == null || number > above);
    }

    /** In words, such as {@code 1 to 512}; empty for all numbers. */
    public String words() {
        if (above != null) {
            return "above " + shown(above) + (maximum == null ? "" : ", at most " + shown(maximum));
        }
        if (minimum != null) {
            return maximum == null ? "at least " + shown(minimum) : shown(minimum) + " to " + shown(maximum);
        }
        return maximum == null ? "" : "at most " + shown(maximum);
    }

    private static String shown(double number) {
        return Parameter.shown(number);
    }

    private static @Nullable Double bound(Value entry, String field) {
        return entry.field(field).flatMap(Value::number).orElse(null);
    }
}
