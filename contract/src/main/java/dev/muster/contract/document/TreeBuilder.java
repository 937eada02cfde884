package dev.muster.contract.document;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Node.Field;
import dev.muster.contract.document.Node.Mapping;
import dev.muster.contract.document.Node.Mark;
import dev.muster.contract.document.Node.Scalar;
import dev.muster.contract.document.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a tree from a parser's events, without recursion and within limits, so that no input can exhaust memory or
 * stack; an alias counts as much as it stands for.
 */
final class TreeBuilder {
    /** Nothing that people write is nested deeper. */
    static final int MAX_DEPTH = 50;
    /** Ten thousand jobs with a hundred values each fit. */
    static final long MAX_NODES = 1_000_000;

    private final String document;
    private final Problems problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Node root;
    private long nodes;

    /** Starts a tree; mistakes that do not stop the parser, such as a field given twice, go to {@code problems}. */
    TreeBuilder(String document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    void start(boolean mapping, Mark mark) {
        if (open.size() == MAX_DEPTH) {
            throw refused(mark, "is nested more than " + MAX_DEPTH + " deep", "flatten it");
        }
        expectValue(mark);
        count(1, mark);
        open.push(new Frame(mapping, mark));
    }

    /** Ends the innermost list or mapping. */
    Node end() {
        Node node = open.pop().finish();
        place(node);
        return node;
    }

    void scalar(Scalar scalar) {
        Frame frame = open.peek();
        if (frame != null && frame.mapping && frame.key == null) {
            frame.key = scalar;
        } else {
            count(1, scalar.mark());
            place(scalar);
        }
    }

    /** Puts a finished node a second time. */
    void alias(Node target, Mark mark) {
        expectValue(mark);
        count(target.weight(), mark);
        place(target);
    }

    Optional<Node> root() {
        return Optional.ofNullable(root);
    }

    InvalidInputException refused(Mark mark, String message, String fix) {
        return InvalidInputException.of(Problem.at(document, message, fix).on(mark.line(), mark.column()));
    }

    private void expectValue(Mark mark) {
        Frame frame = open.peek();
        if (frame != null && frame.mapping && frame.key == null) {
            throw refused(
                    mark,
                    "has a list or an object where a field name is expected",
                    "write a plain name before the colon");
        }
    }

    private void count(long more, Mark mark) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refused(mark, "holds more than " + MAX_NODES + " values", "use a sweep, or several files");
        }
    }

    private void place(Node node) {
        Frame frame = open.peek();
        if (frame == null) {
            root = node;
        } else if (frame.mapping) {
            put(frame, node);
        } else {
            frame.items.add(node);
        }
    }

    private void put(Frame frame, Node node) {
        Scalar key = frame.key;
        frame.key = null;
        if (key == null) {
            throw new IllegalStateException("a value without a key");
        }
        Field earlier = frame.fields.putIfAbsent(key.text(), new Field(key.mark(), node));
        if (earlier != null) {
            String message = "\"" + key.text() + "\" is given twice, first in line "
                    + earlier.key().line();
            problems.add(Problem.at(document, message, "keep one of them")
                    .on(key.mark().line(), key.mark().column()));
        }
    }

    /** A list or mapping that is not finished. */
    private static final class Frame {
        private final boolean mapping;
        private final Mark mark;
        private final List<Node> items = new ArrayList<>();
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private @Nullable Scalar key;

        Frame(boolean mapping, Mark mark) {
            this.mapping = mapping;
            this.mark = mark;
        }

        Node finish() {
            long weight = 1;
            for (Node item : items) {
                weight += item.weight();
            }
            for (Field field : fields.values()) {
                weight += field.value().weight();
            }
            return mapping ? new Mapping(fields, weight, mark) : new Sequence(items, weight, mark);
        }
    }
}
