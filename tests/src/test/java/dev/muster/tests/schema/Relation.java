package dev.muster.tests.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table, as its functional dependencies describe it.
 *
 * @param name of the table
 * @param dependencies that hold in it
 */
record Relation(String name, List<Dependency> dependencies) {
    Relation {
        dependencies = List.copyOf(dependencies);
    }

    Set<String> columns() {
        return dependencies.stream().flatMap(Dependency::columns).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that some columns determine. */
    Set<String> closure(Set<String> some) {
        Set<String> closure = new TreeSet<>(some);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Dependency each : dependencies) {
                grew |= closure.containsAll(each.from()) && closure.addAll(each.to());
            }
        }
        return closure;
    }

    boolean superkey(Set<String> some) {
        return closure(some).containsAll(columns());
    }

    /**
     * The candidate keys (Lucchesi and Osborn, 1978): whatever a dependency puts in the place of a part of a key holds
     * another one.
     */
    List<Set<String>> keys() {
        List<Set<String>> keys = new ArrayList<>(List.of(smallest(columns())));
        for (int i = 0; i < keys.size(); i++) {
            for (Dependency each : dependencies) {
                Set<String> other = new TreeSet<>(keys.get(i));
                other.removeAll(each.to());
                other.addAll(each.from());
                if (keys.stream().noneMatch(other::containsAll)) {
                    keys.add(smallest(other));
                }
            }
        }
        return keys;
    }

    private Set<String> smallest(Set<String> superkey) {
        Set<String> key = new TreeSet<>(superkey);
        for (String column : superkey) {
            key.remove(column);
            if (!superkey(key)) {
                key.add(column);
            }
        }
        return key;
    }

    /** Dependencies that third normal form does not allow: of a column of no key, on what is no key. */
    List<String> violations() {
        Set<String> prime = keys().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return dependencies.stream()
                .filter(each -> !each.excepted() && !superkey(each.from()))
                .filter(each -> each.to().stream()
                        .anyMatch(column ->
                                !prime.contains(column) && !each.from().contains(column)))
                .map(each -> name + ": " + each + ", and '" + String.join(" ", each.from())
                        + "' is no key: give it a table of its own")
                .toList();
    }
}
