package dev.muster.contract.catalogue;

import dev.muster.contract.document.Kind;
import dev.muster.contract.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a parameter may be. */
public enum ParameterType {
    /** A whole number, as an {@code Integer}. */
    INTEGER("a whole number"),
    /** A finite number, as a {@code Double}. */
    NUMBER("a number"),
    /** A word. */
    TEXT("text"),
    /** Yes or no. */
    BOOLEAN("true or false"),
    /** Whole numbers in a row, as a list of {@code Integer}. */
    INTEGERS("a list of whole numbers");

    private final String words;

    ParameterType(String words) {
        this.words = words;
    }

    /** In a message. */
    public String words() {
        return words;
    }

    /** The name in a catalogue. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name; the schema has checked that there is one. */
    static ParameterType of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** The value as this type; empty when it is none. */
    Optional<Object> read(Value value) {
        return switch (this) {
            case INTEGER -> integer(value);
            case NUMBER -> value.number().map(number -> number);
            case TEXT -> value.text().map(text -> text);
            case BOOLEAN -> value.truth().map(truth -> truth);
            case INTEGERS -> integers(value);
        };
    }

    private static Optional<Object> integer(Value value) {
        return value.integer().filter(i -> i == i.intValue()).map(Long::intValue);
    }

    private static Optional<Object> integers(Value value) {
        List<Object> integers = new ArrayList<>();
        for (Value item : value.items()) {
            Optional<Object> integer = integer(item);
            if (integer.isEmpty()) {
                return Optional.empty();
            }
            integers.add(integer.get());
        }
        return value.kind() == Kind.LIST ? Optional.of(List.copyOf(integers)) : Optional.empty();
    }
}
