package dev.muster.contract.batchfile;

import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives every job of a batch a name of its own. */
final class JobNames {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}._]+");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|-+$");
    private static final int LONGEST = 80;

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

    /** A name made of words: lower case, dashes between. */
    static String of(String words) {
        String dashed = BETWEEN.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-");
        String slug = AROUND.matcher(dashed).replaceAll("");
        return slug.length() <= LONGEST ? slug : slug.substring(0, LONGEST);
    }

    /** The name of a file without folders and ending; {@code otherwise} when nothing is left of it. */
    static String ofFile(String path, String otherwise) {
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = file.lastIndexOf('.');
        String name = of(dot > 0 ? file.substring(0, dot) : file);
        return name.isEmpty() ? otherwise : name;
    }
}
