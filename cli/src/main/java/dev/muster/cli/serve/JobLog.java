package dev.muster.cli.serve;

import dev.muster.cli.text.Figures;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.ledger.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the ledger knows of one job, as lines of a log: what became of it, then its epochs. */
public final class JobLog {
    private final History history;
    private final BatchId batch;
    private final JobId job;

    /** Of a job of a batch. */
    public JobLog(History history, BatchId batch, JobId job) {
        this.history = history;
        this.batch = batch;
        this.job = job;
    }

    /** All lines there are now. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        history.audit(batch).stream()
                .filter(entry -> entry.subject().contains(job.value()))
                .map(entry -> entry.at() + "  " + entry.who() + "  " + entry.what() + "  " + entry.why())
                .forEach(line -> lines.add(line.stripTrailing()));
        history.epochs(batch).stream()
                .filter(epoch -> epoch.job().equals(job))
                .map(JobLog::line)
                .forEach(lines::add);
        return lines;
    }

    /** One epoch. */
    public static String line(History.Epoch epoch) {
        return "attempt " + epoch.attempt() + "  epoch " + epoch.epoch() + "  " + Figures.duration(epoch.seconds())
                + "  " + metrics(epoch.metrics());
    }

    /** Figures in one line, sorted by name. */
    public static String metrics(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> metric.getKey() + " " + Figures.metric(metric.getValue()))
                        .collect(Collectors.joining("  "));
    }
}
