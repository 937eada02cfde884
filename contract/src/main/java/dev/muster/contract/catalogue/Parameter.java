package dev.muster.contract.catalogue;

import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Suggestion;
import dev.muster.contract.document.Value;
import java.util.List;
import java.util.Optional;

/**
 * One parameter of an algorithm.
 *
 * @param defaultValue of jobs that say nothing
 * @param range of the number, or of each entry of a list
 * @param choices the only values that it may have; empty when the range alone decides
 * @param description for people
 */
public record Parameter(
        String name, ParameterType type, Object defaultValue, Range range, List<Object> choices, String description) {
    private static final int LONGEST_LIST = 16;

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** Reads a value of this parameter; notes what is wrong with it, and is empty then. */
    public Optional<Object> read(Value value, Problems problems) {
        Optional<Object> read = type.read(value);
        if (read.isEmpty()) {
            String message = "must be " + type.words() + ", but is " + value.shown();
            return problems.add(value.problem(message, "write " + type.words() + ", such as " + shown(defaultValue)));
        }
        return read.filter(object -> chosen(object, value, problems) && inRange(object, value, problems));
    }

    /** The values that it may have, in words, such as {@code 1 to 512}; empty for all. */
    public String allowed() {
        return choices.isEmpty()
                ? range.words()
                : String.join(", ", choices.stream().map(Parameter::shown).toList());
    }

    Parameter withDefault(Object value) {
        return new Parameter(name, type, value, range, choices, description);
    }

    /** A value as a person would write it: {@code 0.1}, {@code 32}, {@code [64, 32]}. */
    public static String shown(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.valueOf(number.longValue())
                : String.valueOf(value);
    }

    private boolean chosen(Object object, Value value, Problems problems) {
        if (choices.isEmpty() || choices.contains(object)) {
            return true;
        }
        List<String> words = choices.stream().map(Parameter::shown).toList();
        String fix = type == ParameterType.TEXT
                ? Suggestion.fix(shown(object), words)
                : "choose from: " + String.join(", ", words);
        problems.add(value.problem("cannot be " + value.shown(), fix));
        return false;
    }

    private boolean inRange(Object object, Value value, Problems problems) {
        if (object instanceof List<?> list) {
            return listFits(list, value, problems);
        }
        if (object instanceof Number number && !range.contains(number.doubleValue())) {
            problems.add(value.problem(
                    "is " + value.shown() + ", but must be " + range.words(), "choose a value: " + range.words()));
            return false;
        }
        return true;
    }

    private boolean listFits(List<?> list, Value value, Problems problems) {
        if (list.size() > LONGEST_LIST) {
            problems.add(value.problem("has " + list.size() + " entries; the limit is " + LONGEST_LIST, "shorten it"));
            return false;
        }
        return value.items().stream()
                        .filter(item -> !inRange(item.integer().orElse(0L), item, problems))
                        .count()
                == 0;
    }
}
