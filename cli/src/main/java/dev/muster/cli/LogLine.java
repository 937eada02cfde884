package dev.muster.cli;

import dev.muster.cli.text.Figures;
import dev.muster.ledger.History;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One epoch as a line of a log. */
final class LogLine {
    private LogLine() {}

    static String of(History.Epoch epoch) {
        return "attempt " + epoch.attempt() + "  epoch " + epoch.epoch() + "  " + Figures.duration(epoch.seconds())
                + "  " + metrics(epoch.metrics());
    }

    static String metrics(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> metric.getKey() + " " + Figures.metric(metric.getValue()))
                        .collect(Collectors.joining("  "));
    }
}
