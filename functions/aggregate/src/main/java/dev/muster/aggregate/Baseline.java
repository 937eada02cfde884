package dev.muster.aggregate;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Task;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A value that a model has to be better than.
 *
 * @param metric that both are measured by
 * @param value of the baseline
 * @param whose for people, such as {@code always answering 7}
 */
record Baseline(Metric metric, double value, String whose) {
    /** The model that is promoted now, by the metric that it was promoted for. */
    static Baseline of(Promotion promoted) {
        return new Baseline(promoted.metric(), promoted.value(), promoted.name() + " version " + promoted.version());
    }

    /**
     * The best answer that looks at no input, as the profile of the whole dataset tells it: the most frequent class, or
     * the mean of the target.
     *
     * @return empty when the profile does not hold what it takes
     */
    static Optional<Baseline> constant(DatasetSpec dataset, Profile profile, Metric metric) {
        return dataset.task() == Task.CLASSIFICATION
                ? majority(profile.classes(), metric)
                : profile.columns().stream()
                        .filter(column -> column.name().equals(dataset.target()))
                        .flatMap(column -> Optional.ofNullable(column.deviation()).stream())
                        .findFirst()
                        .flatMap(deviation -> mean(deviation, metric));
    }

    private static Optional<Baseline> majority(Map<String, Long> classes, Metric metric) {
        Comparator<Map.Entry<String, Long>> bySize = Map.Entry.comparingByValue();
        return classes.entrySet().stream()
                .max(bySize.thenComparing(Map.Entry.comparingByKey()))
                .flatMap(largest -> {
                    double rows =
                            classes.values().stream().mapToLong(Long::longValue).sum();
                    double share = largest.getValue() / rows;
                    String whose = "always answering " + largest.getKey();
                    return switch (metric) {
                        case ACCURACY -> Optional.of(new Baseline(metric, share, whose));
                        // Its precision is the share and its recall 1; all other classes have an F1 score of 0.
                        case F1 -> Optional.of(new Baseline(metric, 2 * share / (1 + share) / classes.size(), whose));
                        case LOSS ->
                            Optional.of(new Baseline(
                                    metric, entropy(classes, rows), "always answering the shares of the classes"));
                        case RMSE, MAE, R2 -> Optional.empty();
                    };
                });
    }

    private static double entropy(Map<String, Long> classes, double rows) {
        return classes.values().stream()
                .filter(count -> count > 0)
                .mapToDouble(count -> -count / rows * Math.log(count / rows))
                .sum();
    }

    private static Optional<Baseline> mean(double deviation, Metric metric) {
        String whose = "always answering the mean";
        return switch (metric) {
            case LOSS -> Optional.of(new Baseline(metric, deviation * deviation, whose));
            case R2 -> Optional.of(new Baseline(metric, 0, whose));
            // A profile has no mean absolute deviation, so a model chosen by MAE is compared by its RMSE.
            case RMSE, MAE -> Optional.of(new Baseline(Metric.RMSE, deviation, whose));
            case ACCURACY, F1 -> Optional.empty();
        };
    }
}
