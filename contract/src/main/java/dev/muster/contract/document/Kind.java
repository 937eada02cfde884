package dev.muster.contract.document;

import org.jspecify.annotations.Nullable;

/** What a value in a document is; the labels are those of JSON Schema, the words those for people. */
public enum Kind {
    /** Named values. */
    OBJECT("object", "an object"),
    /** Values in a row. */
    LIST("array", "a list"),
    /** Words. */
    TEXT("string", "text"),
    /** A number without a fraction, however it is written. */
    INTEGER("integer", "a whole number"),
    /** A number with a fraction. */
    NUMBER("number", "a number"),
    /** Yes or no. */
    BOOLEAN("boolean", "true or false"),
    /** Nothing after the colon, or null. */
    NULL("null", "empty");

    /** Beyond it a double does not hold every whole number. */
    private static final double EXACT = 1L << 53;

    private final String label;
    private final String words;

    Kind(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** In a message. */
    public String words() {
        return words;
    }

    /** Whether a value of this kind is of a type that a schema names. */
    boolean is(String type) {
        return label.equals(type) || (this == INTEGER && type.equals(NUMBER.label));
    }

    static String words(String type) {
        for (Kind kind : values()) {
            if (kind.label.equals(type)) {
                return kind.words;
            }
        }
        throw new IllegalArgumentException("no type of JSON Schema: " + type);
    }

    static Kind of(@Nullable Object scalar) {
        if (scalar == null) {
            return NULL;
        }
        if (scalar instanceof String) {
            return TEXT;
        }
        if (scalar instanceof Boolean) {
            return BOOLEAN;
        }
        return scalar instanceof Long || whole((Double) scalar) ? INTEGER : NUMBER;
    }

    private static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= EXACT;
    }
}
