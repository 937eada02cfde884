package dev.muster.contract.document;

import dev.muster.contract.Problem;
import dev.muster.contract.Quantity;
import dev.muster.contract.document.Node.Field;
import dev.muster.contract.document.Node.Mapping;
import dev.muster.contract.document.Node.Mark;
import dev.muster.contract.document.Node.Scalar;
import dev.muster.contract.document.Node.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document, and its place. Asked for what it is not it gives nothing instead of failing: the schema has
 * told the user by then, and reading goes on to find the other mistakes. Immutable.
 */
public final class Value {
    private static final int SHOWN = 60;

    private final String path;
    private final String document;
    private final Node node;

    Value(String path, String document, Node node) {
        this.path = path;
        this.document = document;
        this.node = node;
    }

    /** What it is. */
    public Kind kind() {
        if (node instanceof Scalar scalar) {
            return Kind.of(scalar.value());
        }
        return node instanceof Sequence ? Kind.LIST : Kind.OBJECT;
    }

    /** Where it is, such as {@code jobs[2].parameters.epochs}; the name of the document for the whole of it. */
    public String place() {
        return path.isEmpty() ? document : path;
    }

    /** The names in an object, in the order of the file. */
    public List<String> names() {
        return List.copyOf(entries().keySet());
    }

    /** A field of an object; empty when it is not there or null. */
    public Optional<Value> field(String name) {
        return entry(name).filter(value -> value.kind() != Kind.NULL);
    }

    /** As {@link #field}, nulls included. */
    public Optional<Value> entry(String name) {
        return Optional.ofNullable(entries().get(name)).map(entry -> new Value(pathOf(name), document, entry.value()));
    }

    /** The values in a list. */
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (node instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                items.add(new Value(path + "[" + items.size() + "]", document, item));
            }
        }
        return items;
    }

    /** The text that it is. */
    public Optional<String> text() {
        return scalar() instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The number that it is. */
    public Optional<Double> number() {
        return scalar() instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** The whole number that it is; {@code 2.0} is one. */
    public Optional<Long> integer() {
        return kind() == Kind.INTEGER && scalar() instanceof Number number
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** The yes or no that it is. */
    public Optional<Boolean> truth() {
        return scalar() instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
    }

    /**
     * A time: a text with a unit, or a number of seconds; empty when it is neither text nor number.
     *
     * @throws IllegalArgumentException when it is no time
     */
    public Optional<Duration> duration() {
        return number().map(Quantity::seconds).or(() -> text().map(Quantity::duration));
    }

    /** As lists, maps, texts, longs, doubles and booleans. */
    public @Nullable Object plain() {
        if (node instanceof Mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            names().forEach(name -> entry(name).ifPresent(value -> map.put(name, value.plain())));
            return map;
        }
        if (node instanceof Sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            items().forEach(item -> list.add(item.plain()));
            return list;
        }
        return scalar();
    }

    /** The same document with other words where it has text; field names stay. */
    public Value withTexts(UnaryOperator<String> words) {
        return new Value(path, document, replaced(node, words));
    }

    /** As in the file, for a message; cut when it is long. */
    public String shown() {
        if (node instanceof Scalar scalar) {
            String text = cut(scalar.text());
            return scalar.value() instanceof String ? "\"" + text + "\"" : scalar.value() == null ? "empty" : text;
        }
        return kind().words();
    }

    /** A problem with this value. */
    public Problem problem(String message, String fix) {
        return at(node.mark(), place(), message, fix);
    }

    /** A problem with the name of a field of this object, or with its absence. */
    public Problem problemWith(String field, String message, String fix) {
        Field entry = entries().get(field);
        return at(entry == null ? node.mark() : entry.key(), pathOf(field), message, fix);
    }

    private static Problem at(Mark mark, String place, String message, String fix) {
        return Problem.at(place, message, fix).on(mark.line(), mark.column());
    }

    private Map<String, Field> entries() {
        return node instanceof Mapping mapping ? mapping.fields() : Map.of();
    }

    private @Nullable Object scalar() {
        return node instanceof Scalar scalar ? scalar.value() : null;
    }

    private String pathOf(String field) {
        return path.isEmpty() ? cut(field) : path + "." + cut(field);
    }

    private static String cut(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= SHOWN && line.length() == text.length()
                ? text
                : line.substring(0, Math.min(line.length(), SHOWN)) + "…";
    }

    private static Node replaced(Node node, UnaryOperator<String> words) {
        if (node instanceof Mapping mapping) {
            Map<String, Field> fields = new LinkedHashMap<>();
            mapping.fields()
                    .forEach((name, field) -> fields.put(name, new Field(field.key(), replaced(field.value(), words))));
            return new Mapping(fields, mapping.weight(), mapping.mark());
        }
        if (node instanceof Sequence sequence) {
            List<Node> items =
                    sequence.items().stream().map(item -> replaced(item, words)).toList();
            return new Sequence(items, sequence.weight(), sequence.mark());
        }
        Scalar scalar = (Scalar) node;
        return scalar.value() instanceof String text ? Scalars.quoted(words.apply(text), scalar.mark()) : scalar;
    }
}
