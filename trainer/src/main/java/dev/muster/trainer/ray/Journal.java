package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What attempts had to say, line by line, of the last few hundred attempts. Thread-safe. */
final class Journal {
    private static final int ATTEMPTS = 2_000;
    private static final int LINES = 1_000;

    private final InstantSource clock;
    private final Map<Attempt, List<String>> lines = new LinkedHashMap<>();

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a line. */
    synchronized void say(Attempt attempt, String line) {
        List<String> said = lines.computeIfAbsent(attempt, key -> new ArrayList<>());
        if (said.size() < LINES) {
            said.add(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
        }
        if (lines.size() > ATTEMPTS) {
            lines.remove(lines.keySet().iterator().next());
        }
    }

    /** Adds what an actor answered. */
    void note(Report report) {
        for (JobProgress progress : report.progress()) {
            if (!progress.metrics().isEmpty()) {
                say(progress.attempt(), epoch(progress) + " on " + report.process());
            }
        }
        for (JobResult result : report.results()) {
            say(result.attempt(), end(result));
        }
    }

    private static String epoch(JobProgress progress) {
        return new TreeMap<>(progress.metrics())
                .entrySet().stream()
                        .map(metric -> String.format(Locale.ROOT, "%s=%.4f", metric.getKey(), metric.getValue()))
                        .collect(Collectors.joining(
                                " ", "epoch " + progress.epoch() + "/" + progress.epochs() + " ", ""));
    }

    private static String end(JobResult result) {
        Outcome outcome = result.outcome();
        String how = outcome instanceof Outcome.Succeeded success
                ? "succeeded: model " + success.model()
                : outcome instanceof Outcome.Failed failure
                        ? "failed (" + failure.kind() + "): " + failure.message()
                        : "stopped at its last checkpoint";
        return String.format(Locale.ROOT, "%s, after %.1f s", how, result.seconds());
    }

    /**
     * The lines of an attempt.
     *
     * @param after how many to leave out
     * @return empty when it is not known
     */
    synchronized Optional<List<String>> lines(Attempt attempt, int after) {
        return Optional.ofNullable(lines.get(attempt))
                .map(said -> List.copyOf(said.subList(Math.min(after, said.size()), said.size())));
    }
}
