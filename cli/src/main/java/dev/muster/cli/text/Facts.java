package dev.muster.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names and values below each other. */
public final class Facts {
    private final List<Map.Entry<String, String>> facts = new ArrayList<>();

    /** Adds one; nothing is said of an empty value. */
    public Facts add(String name, Object value) {
        String text = String.valueOf(value);
        if (!text.isBlank()) {
            facts.add(Map.entry(name, text));
        }
        return this;
    }

    /** Adds a name with several values, sorted. */
    public Facts add(String name, Map<String, ?> values) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values)
                .forEach((key, value) -> text.append(text.isEmpty() ? "" : "  ")
                        .append(key)
                        .append('=')
                        .append(value instanceof Double number ? Figures.metric(number) : value));
        return add(name, text);
    }

    /** The lines. */
    public List<String> lines(Ink ink) {
        int widest =
                facts.stream().mapToInt(fact -> fact.getKey().length()).max().orElse(0);
        return facts.stream()
                .map(fact -> ink.dim(fact.getKey()
                                + " ".repeat(widest - fact.getKey().length())) + "  " + fact.getValue())
                .toList();
    }
}
