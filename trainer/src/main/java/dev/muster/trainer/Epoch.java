package dev.muster.trainer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One finished epoch.
 *
 * @param number counted from 1
 * @param metrics {@code loss} while learning; {@code validation.loss} and {@code validation.accuracy} or
 *     {@code validation.rmse} after it, unless the validation part is empty
 */
public record Epoch(int number, Map<String, Double> metrics) {
    static final String LOSS = "loss";
    static final String VALIDATION = "validation.";

    public Epoch {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
