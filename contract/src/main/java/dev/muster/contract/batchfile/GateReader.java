package dev.muster.contract.batchfile;

import dev.muster.contract.Gates;
import dev.muster.contract.Gates.Baseline;
import dev.muster.contract.Gates.Threshold;
import dev.muster.contract.Metric;
import dev.muster.contract.Task;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code gates}, and finds those that no batch could pass. */
final class GateReader {
    private final List<JobDraft> jobs;
    private final Problems problems;

    GateReader(List<JobDraft> jobs, Problems problems) {
        this.jobs = jobs;
        this.problems = problems;
    }

    Gates read(Value gates, boolean promotes) {
        Optional<Value> metric = gates.field("metric");
        metric.ifPresent(this::checkTask);
        List<Threshold> thresholds = new ArrayList<>();
        gates.field("minimum").ifPresent(limits -> thresholds.addAll(thresholds(limits, true)));
        gates.field("maximum").ifPresent(limits -> thresholds.addAll(thresholds(limits, false)));
        Set<Baseline> beats = EnumSet.noneOf(Baseline.class);
        gates.field("beats")
                .map(Value::items)
                .orElse(List.of())
                .forEach(item -> baseline(item, promotes).ifPresent(beats::add));
        Integer finished = gates.field("finished").flatMap(this::finished).orElse(null);
        return new Gates(metric.flatMap(GateReader::metric).orElse(null), thresholds, beats, finished);
    }

    private List<Threshold> thresholds(Value limits, boolean floors) {
        List<Threshold> thresholds = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Optional<Value> limit = limits.field(metric.label()).filter(given -> metric.higherIsBetter() == floors);
            limit.ifPresent(given -> checkTask(metric, given));
            limit.flatMap(Value::number).ifPresent(value -> thresholds.add(new Threshold(metric, value)));
        }
        return thresholds;
    }

    private Optional<Baseline> baseline(Value item, boolean promotes) {
        Optional<Baseline> baseline = item.text()
                .flatMap(name -> Arrays.stream(Baseline.values())
                        .filter(b -> b.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst());
        if (baseline.filter(Baseline.PROMOTED::equals).isPresent() && !promotes) {
            problems.add(item.problem(
                    "is to beat the promoted model, but the batch promotes none",
                    "add promote: with the name of the model"));
        }
        return baseline;
    }

    private Optional<Integer> finished(Value value) {
        return value.integer()
                .filter(count -> {
                    boolean possible = count <= jobs.size() || jobs.isEmpty() || !problems.none();
                    if (!possible) {
                        problems.add(value.problem(
                                "is " + count + ", but the batch has " + jobs.size() + " jobs",
                                "choose at most " + jobs.size() + ", or all"));
                    }
                    return possible;
                })
                .map(Long::intValue);
    }

    private void checkTask(Value value) {
        metric(value).ifPresent(metric -> checkTask(metric, value));
    }

    private void checkTask(Metric metric, Value place) {
        jobs.stream()
                .map(job -> job.dataset().data().task())
                .distinct()
                .filter(task -> task != null && !metric.fits(task))
                .findFirst()
                .ifPresent(task -> problems.add(place.problem(
                        metric.label() + " does not measure " + task.label(), "choose from: " + metricsFor(task))));
    }

    private static String metricsFor(Task task) {
        return String.join(
                ", ",
                Arrays.stream(Metric.values())
                        .filter(metric -> metric.fits(task))
                        .map(Metric::label)
                        .toList());
    }

    private static Optional<Metric> metric(Value value) {
        return value.text().flatMap(GateReader::metric);
    }

    private static Optional<Metric> metric(String label) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.label().equals(label))
                .findFirst();
    }
}
