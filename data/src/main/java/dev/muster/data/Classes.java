package dev.muster.data;

import dev.muster.contract.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The classes of a dataset, how many rows each has in each part, and whether these can be told apart. */
final class Classes {
    /** More are hardly classes, but numbers to regress or names of rows. */
    static final int MOST = 1000;

    /** Those of a regression. */
    static final Classes NONE = new Classes();

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,15}");

    private final Categories counts = new Categories(MOST);

    void add(String label, PartKind part) {
        counts.add(label, part);
    }

    /** The names by index: numbers by value, others by their characters. */
    List<String> names() {
        boolean numbers = counts.byName().keySet().stream()
                .allMatch(name -> WHOLE_NUMBER.matcher(name).matches());
        Comparator<String> byText = Comparator.naturalOrder();
        Comparator<String> byValue = Comparator.comparingLong(Long::parseLong);
        return counts.byName().keySet().stream()
                .sorted(numbers ? byValue.thenComparing(byText) : byText)
                .toList();
    }

    /** Rows per class. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        counts.byName().forEach((name, parts) -> rows.put(name, parts.total()));
        return rows;
    }

    Profile.Column profile(String name) {
        return new Profile.Column(
                name, Profile.Kind.CATEGORICAL, 0, counts.distinct(), null, null, null, null, counts.histogram());
    }

    /** Notes what is wrong with them. */
    void check(String where, Problems problems) {
        long rows = rows().values().stream().mapToLong(Long::longValue).sum();
        int classes = counts.distinct();
        if (counts.overflowed()) {
            problems.add(
                    Fault.CLASSES,
                    where + " has more than " + MOST + " classes",
                    "set the task to regression, or choose a target with fewer values");
        } else if (classes == 1) {
            problems.add(
                    Fault.CLASSES,
                    where + " has one class only: '" + names().get(0) + "' in all " + rows + " rows",
                    "add rows of other classes, or choose another target");
        } else if (classes > 1 && rows < 2L * classes) {
            problems.add(
                    Fault.CLASSES,
                    where + " has " + classes + " classes in only " + rows + " rows",
                    "bring at least a few rows of each class, or choose another target");
        } else {
            checkParts(where, problems);
        }
    }

    private void checkParts(String where, Problems problems) {
        names().forEach(name -> {
            PartCounts parts = Objects.requireNonNull(counts.byName().get(name));
            if (parts.train() == 0 || parts.test() == 0) {
                problems.add(
                        Fault.CLASSES,
                        where + ": class '" + name + "' is too rare for the split: none of its rows (" + parts.total()
                                + ") is in the " + (parts.train() == 0 ? "training" : "test") + " part",
                        "add rows of it, join it with another class or remove it, or choose another share or seed");
            }
        });
    }
}
