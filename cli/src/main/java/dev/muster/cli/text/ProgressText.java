package dev.muster.cli.text;

import dev.muster.contract.JobState;
import dev.muster.ledger.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Progress as people read it: one line for the batch, one with a bar for each running job. */
final class ProgressText {
    private static final int BAR = 16;
    private static final int NAME = 24;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private final Ink ink;
    private final int width;

    ProgressText(Ink ink, int width) {
        this.ink = ink;
        this.width = width;
    }

    /** At most {@code most} lines, none wider than the terminal. */
    List<String> bars(Snapshot snapshot, int most) {
        List<History.Job> running = snapshot.jobs().stream()
                .filter(job -> job.state() == JobState.RUNNING)
                .toList();
        int shown = running.size() < most ? running.size() : most - 2;
        List<String> lines = new ArrayList<>();
        lines.add(summary(snapshot, true));
        running.stream().limit(shown).forEach(job -> lines.add(bar(job)));
        if (running.size() > shown) {
            lines.add(ink.dim("  … and " + (running.size() - shown) + " more running"));
        }
        return lines;
    }

    /** The batch in one line. */
    String summary(Snapshot snapshot, boolean withBar) {
        long failed = snapshot.count(JobState.FAILED);
        String counts = Stream.of(
                        snapshot.ended() + " of "
                                + Figures.count(snapshot.jobs().size(), "job"),
                        snapshot.count(JobState.RUNNING) + " running",
                        failed == 0 ? "" : failed + " failed",
                        Figures.percent(snapshot.done()),
                        snapshot.left() < 0 ? "" : Figures.duration(snapshot.left()) + " left")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
        String bar = withBar ? ink.accent(blocks(snapshot.done(), BAR)) + " " : "";
        return bar + ink.bold(cut(snapshot.name(), NAME)) + "  " + cut(counts, Math.max(10, width - BAR - NAME - 4));
    }

    private String bar(History.Job job) {
        String epochs = job.epochs() == 0 ? "" : job.epoch() + "/" + job.epochs();
        String text = String.format("%-" + NAME + "s %7s  ", cut(job.name(), NAME), epochs);
        String figures = cut(figures(job.metrics()), Math.max(0, width - BAR - 1 - text.length()));
        return ink.accent(blocks(Snapshot.share(job), BAR)) + " " + text + ink.dim(figures);
    }

    /** The figures worth seeing while it trains: what was measured on the validation part, else the loss. */
    static String figures(Map<String, Double> metrics) {
        String validation = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith("validation."))
                .sorted(Map.Entry.comparingByKey())
                .map(metric ->
                        metric.getKey().substring("validation.".length()) + " " + Figures.metric(metric.getValue()))
                .collect(Collectors.joining("  "));
        Double loss = metrics.get("loss");
        return validation.isEmpty() && loss != null ? "loss " + Figures.metric(loss) : validation;
    }

    /** How a job ended, in one line. */
    String ended(History.Job job) {
        String mark = job.state() == JobState.SUCCEEDED ? ink.good("✓") : ink.bad("✗");
        String what = job.state() == JobState.SUCCEEDED
                ? figuresOf(job) + "  " + Figures.duration(job.seconds())
                : job.state().name().toLowerCase(Locale.ROOT)
                        + problem(job).map(text -> ": " + text).orElse("");
        return mark + " " + job.name() + "  " + ink.dim(what);
    }

    /** Why a job failed; what ended an attempt of one that goes on, or was called off, is past. */
    static Optional<String> problem(History.Job job) {
        return Optional.ofNullable(job.problem())
                .filter(text -> job.state() == JobState.FAILED || job.state() == JobState.CANCELLED);
    }

    /** The figures of a job: the final ones once it has them. */
    static String figuresOf(History.Job job) {
        return job.state() == JobState.SUCCEEDED ? finals(job.metrics()) : figures(job.metrics());
    }

    private static String finals(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> !metric.getKey().contains("."))
                .sorted(Map.Entry.comparingByKey())
                .map(metric -> metric.getKey() + " " + Figures.metric(metric.getValue()))
                .collect(Collectors.joining("  "));
    }

    /** A bar of that many columns, in steps of an eighth of a column. */
    static String blocks(double share, int columns) {
        int eighths = (int) Math.round(Math.max(0, Math.min(1, share)) * columns * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        String bar = full + part;
        return bar + "░".repeat(columns - bar.length());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + (most > 0 ? "…" : "");
    }
}
