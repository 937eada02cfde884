package dev.muster.contract.catalogue;

import dev.muster.contract.document.Suggestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Entries by name and alias; letters and digits alone count, so {@code CIFAR-10}, {@code cifar_10} and {@code Cifar10}
 * are one.
 */
final class Names<T> {
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, T> entries = new LinkedHashMap<>();
    private final Map<String, T> index = new HashMap<>();
    private final Set<String> words = new LinkedHashSet<>();

    /** Enters something; a name that was taken now leads here, as do the other names of what had it. */
    void put(String name, Collection<String> aliases, T entry) {
        entries.keySet().stream()
                .filter(taken -> same(taken, name))
                .findFirst()
                .ifPresent(taken -> replace(taken, entry));
        entries.put(name, entry);
        aliases.forEach(alias -> index.put(key(alias), entry));
        words.addAll(aliases);
        words.add(name);
        index.put(key(name), entry);
    }

    private void replace(String taken, T entry) {
        T before = entries.remove(taken);
        words.remove(taken);
        index.replaceAll((key, value) -> value.equals(before) ? entry : value);
    }

    void putAll(Names<T> others) {
        entries.putAll(others.entries);
        index.putAll(others.index);
        words.addAll(others.words);
    }

    Optional<T> find(String name) {
        return Optional.ofNullable(index.get(key(name)));
    }

    List<T> all() {
        return List.copyOf(entries.values());
    }

    /** What to do about a name that is not among them. */
    String fix(String unknown) {
        return Suggestion.fix(unknown, words, entries.keySet());
    }

    /** Whether two spellings are one name. */
    static boolean same(String one, String other) {
        return key(one).equals(key(other));
    }

    private static String key(String name) {
        return PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
