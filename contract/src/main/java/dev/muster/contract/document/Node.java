package dev.muster.contract.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a parsed file, where it stands in it. */
sealed interface Node {
    /** Where it starts. */
    Mark mark();

    /** How many nodes it stands for, itself and the targets of aliases included. */
    long weight();

    /** A line and a column, counted from 1. */
    record Mark(int line, int column) {}

    /**
     * A single value.
     *
     * @param value a String, Long, Double or Boolean; null for none
     * @param text as written
     */
    record Scalar(@Nullable Object value, String text, Mark mark) implements Node {
        @Override
        public long weight() {
            return 1;
        }
    }

    /** A list. */
    record Sequence(List<Node> items, long weight, Mark mark) implements Node {}

    /** Named values, in the order of the file. */
    record Mapping(Map<String, Field> fields, long weight, Mark mark) implements Node {
        /** Nothing. */
        static Mapping empty(Mark mark) {
            return new Mapping(new LinkedHashMap<>(), 1, mark);
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param key where its name stands
     */
    record Field(Mark key, Node value) {}
}
