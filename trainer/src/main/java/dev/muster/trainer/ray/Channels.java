package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import dev.muster.contract.EventSink;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Sends each attempt's news where its submitter wants them. Thread-safe. */
final class Channels implements AutoCloseable {
    /** Attempts; those that were heard of least recently are forgotten first. */
    static final int REMEMBERED = 100_000;

    private final String cluster;
    private final Function<String, EventSink> sinks;
    private final InstantSource clock;
    private final Map<String, Reports> reports = new HashMap<>();
    private final Map<Attempt, String> channels = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * No channel is open yet.
     *
     * @param sinks by name of a channel
     */
    Channels(String cluster, Function<String, EventSink> sinks, InstantSource clock) {
        this.cluster = cluster;
        this.sinks = sinks;
        this.clock = clock;
    }

    /** Notes where news of an attempt go from now on. */
    synchronized void assign(String channel, Attempt attempt) {
        channels.put(attempt, channel);
        if (channels.size() > REMEMBERED) {
            channels.remove(channels.keySet().iterator().next());
        }
    }

    /** Takes news in. */
    synchronized void add(Report report) {
        Set<String> concerned = new HashSet<>();
        report.results().forEach(result -> concerned.add(of(result.attempt())));
        report.progress().forEach(progress -> concerned.add(of(progress.attempt())));
        for (String channel : concerned) {
            reports(channel).add(only(channel, report));
        }
    }

    private Report only(String channel, Report report) {
        List<JobResult> results = report.results().stream()
                .filter(result -> of(result.attempt()).equals(channel))
                .toList();
        List<JobProgress> progress = report.progress().stream()
                .filter(said -> of(said.attempt()).equals(channel))
                .toList();
        return new Report(results, progress, report.storing(), report.training(), report.process());
    }

    private String of(Attempt attempt) {
        return channels.getOrDefault(attempt, "");
    }

    private Reports reports(String channel) {
        return reports.computeIfAbsent(channel, name -> new Reports(cluster, sinks.apply(name), clock));
    }

    /** Sends what is left. */
    @Override
    public void close() {
        List<Reports> open;
        synchronized (this) {
            open = List.copyOf(reports.values());
        }
        open.forEach(Reports::close);
    }
}
