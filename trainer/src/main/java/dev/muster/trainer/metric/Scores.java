package dev.muster.trainer.metric;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good the predictions for some rows were.
 *
 * @param metrics by {@link dev.muster.contract.Metric#label()}; empty without rows
 * @param baseline the same figures of the answer that ignores the features: the most frequent class of these rows, or
 *     the mean of the training part
 * @param confusion rows by true class, then by predicted class; empty for regression
 */
public record Scores(Map<String, Double> metrics, Map<String, Double> baseline, List<List<Long>> confusion) {
    public Scores {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
        confusion = confusion.stream().map(List::copyOf).toList();
    }
}
