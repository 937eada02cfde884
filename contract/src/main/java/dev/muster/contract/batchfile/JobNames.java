package dev.muster.contract.batchfile;

import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives every job of a batch a name of its own. */
final class JobNames {
    private final Map<String, Value> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Takes note of a name that the user gave; a second job of that name is a problem. */
    void reserve(Value name, Problems problems) {
        Optional<String> text = name.text();
        text.ifPresent(word -> {
            Value first = given.putIfAbsent(word, name);
            taken.add(word);
            if (first != null) {
                String message = "is \"" + word + "\", as is " + first.place();
                problems.add(name.problem(message, "give each job a name of its own, or none"));
            }
        });
    }

    /** The first free of {@code base}, {@code base-2}, {@code base-3}, …. */
    String single(String base) {
        return taken.add(base) ? base : next(base, 2);
    }

    /** The first free of {@code base-1}, {@code base-2}, …. */
    String numbered(String base) {
        return next(base, 1);
    }

    private String next(String base, int from) {
        int number = Math.max(from, numbers.getOrDefault(base, 0) + 1);
        while (!taken.add(base + "-" + number)) {
            number++;
        }
        numbers.put(base, number);
        return base + "-" + number;
    }
}
