package dev.muster.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Counts texts by part, up to a number of different ones; those that first appear when it is reached are only counted
 * together.
 */
final class Categories {
    private static final int SHOWN = 20;

    private final Map<String, PartCounts> counts = new HashMap<>();
    private final PartCounts others = new PartCounts();
    private final int most;

    Categories(int most) {
        this.most = most;
    }

    void add(String category, PartKind part) {
        PartCounts found = counts.get(category);
        if (found == null && counts.size() < most) {
            found = new PartCounts();
            counts.put(category, found);
        }
        (found == null ? others : found).add(part);
    }

    /** How many different texts are counted on their own. */
    int distinct() {
        return counts.size();
    }

    /** Whether there were more different texts than can be counted on their own. */
    boolean overflowed() {
        return others.total() > 0;
    }

    /** Rows of each text that is counted on its own. */
    Map<String, PartCounts> byName() {
        return counts;
    }

    /** The most frequent texts of all parts together, with their counts. */
    Map<String, Long> histogram() {
        Map<String, Long> histogram = new LinkedHashMap<>();
        ranked(PartCounts::total)
                .limit(SHOWN)
                .forEach(entry -> histogram.put(entry.getKey(), entry.getValue().total()));
        return histogram;
    }

    /** The most frequent texts of the training part; those that do not occur there are left out. */
    List<String> frequentInTraining(int limit) {
        return ranked(PartCounts::train)
                .filter(entry -> entry.getValue().train() > 0)
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the training part has texts besides the given ones. */
    boolean othersInTraining(List<String> without) {
        return others.train() > 0
                || counts.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().train() > 0 && !without.contains(entry.getKey()));
    }

    private Stream<Map.Entry<String, PartCounts>> ranked(ToLongFunction<PartCounts> count) {
        Comparator<Map.Entry<String, PartCounts>> byCount =
                Comparator.comparingLong(entry -> count.applyAsLong(entry.getValue()));
        return counts.entrySet().stream().sorted(byCount.reversed().thenComparing(Map.Entry::getKey));
    }
}
