package dev.muster.cli.text;

import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.util.Comparator;
import java.util.List;

/** The order in which jobs are shown: the best model first, those without one last. */
public final class Ranking {
    private Ranking() {}

    /** The jobs of a verdict in that order; equal ones in the order of the request. */
    public static List<Verdict.Job> of(Verdict verdict) {
        Metric metric = verdict.metric();
        Comparator<Verdict.Job> byMetric = Comparator.comparingDouble(job -> {
            Double value = job.metrics().get(metric.label());
            if (value == null || value.isNaN()) {
                return Double.POSITIVE_INFINITY;
            }
            return metric.higherIsBetter() ? -value : value;
        });
        return verdict.jobs().stream().sorted(byMetric).toList();
    }
}
