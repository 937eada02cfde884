package dev.muster.tests.schema;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A functional dependency: rows that agree in the one side agree in the other.
 *
 * @param from columns that determine
 * @param to columns that are determined
 * @param excepted whether it is known to break the normal form, for a reason that stands beside it
 */
record Dependency(Set<String> from, Set<String> to, boolean excepted) {
    /**
     * One written as {@code a b -> c d}; {@code but} before it makes it an exception, and its reason follows a colon.
     */
    static Dependency read(String line) {
        boolean excepted = line.startsWith("but ");
        String[] sides = line.replaceFirst("^but ", "").replaceFirst(":.*", "").split("->", -1);
        if (sides.length != 2 || (excepted && !line.matches(".*: .+"))) {
            throw new IllegalArgumentException(
                    "no functional dependency: '" + line + "'; write 'a b -> c', or 'but a -> b: why it stays'");
        }
        return new Dependency(columns(sides[0]), columns(sides[1]), excepted);
    }

    private static Set<String> columns(String words) {
        return Arrays.stream(words.strip().split(" +", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Stream<String> columns() {
        return Stream.concat(from.stream(), to.stream());
    }

    @Override
    public String toString() {
        return String.join(" ", from) + " -> " + String.join(" ", to);
    }
}
