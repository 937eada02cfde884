package dev.muster.validate.pipeline;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Suggestion;
import dev.muster.contract.document.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The batch file of a pipeline, with placeholders such as <code>${key}</code> in its texts. They are filled in after
 * parsing, and what they stand for stays text: nothing in an event can add a field, a job or a placeholder.
 *
 * @param batch as parsed
 * @param folder that relative paths in it start from; null for none
 */
record Template(Value batch, @Nullable Path folder) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final int LONGEST = 1024;

    /** The placeholders in it. */
    Set<String> placeholders() {
        return texts(batch).flatMap(text -> in(text).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Notes placeholders that stand for nothing. */
    void check(Set<String> known, Problems problems) {
        texts(batch)
                .forEach(text -> in(text).stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> problems.add(text.problem(
                                "has the placeholder ${" + name + "}, which stands for nothing here",
                                Suggestion.fix(name, known)))));
    }

    /**
     * The batch file with its placeholders filled in.
     *
     * @throws InvalidInputException when a word is not fit to be put into a file
     */
    Value filled(Map<String, String> words) {
        placeholders().forEach(name -> refuseHostile(name, words.getOrDefault(name, "")));
        return batch.withTexts(text -> PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(words.getOrDefault(found.group(1), ""))));
    }

    private static Stream<Value> texts(Value value) {
        Stream<Value> fields = value.names().stream().flatMap(name -> value.field(name).stream());
        Stream<Value> inside = Stream.concat(value.items().stream(), fields).flatMap(Template::texts);
        return value.text().isPresent() ? Stream.of(value) : inside;
    }

    private static List<String> in(Value text) {
        Matcher matcher = PLACEHOLDER.matcher(text.text().orElse(""));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static void refuseHostile(String name, String word) {
        if (word.length() > LONGEST || word.chars().anyMatch(Character::isISOControl)) {
            throw InvalidInputException.of(Problem.at(
                    name,
                    "is longer than " + LONGEST + " characters, or holds control characters",
                    "rename what the event speaks of"));
        }
    }
}
