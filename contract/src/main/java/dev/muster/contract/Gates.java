package dev.muster.contract;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a batch must reach to pass.
 *
 * @param metric that models are compared by; null for the task's own
 * @param minimums thresholds that the best model must reach: a floor, or a ceiling where lower is better
 * @param beats baselines that the best model must be strictly better than
 * @param finished how many jobs must have succeeded; null for all, or, where the first good one is enough, for one
 */
public record Gates(
        @Nullable Metric metric,
        List<Threshold> minimums,
        Set<Baseline> beats,
        @Nullable Integer finished) {
    /** All jobs finished, nothing else. */
    public static final Gates NONE = new Gates(null, List.of(), Set.of(), null);

    public Gates {
        minimums = List.copyOf(minimums);
        // Not Set.copyOf, whose order differs from run to run, and with it the digest of the request.
        beats = Collections.unmodifiableSortedSet(new TreeSet<>(beats));
    }

    /** A value that a metric of the best model must reach. */
    public record Threshold(Metric metric, double value) {}

    /** Something simple to be better than. */
    public enum Baseline {
        /** Always answer the most frequent class; for regression, the mean. */
        MAJORITY,
        /** The last model promoted under the same name; nothing to beat when there is none. */
        PROMOTED
    }
}
