package dev.muster.cli.text;

import dev.muster.cli.text.Table.Cell;
import dev.muster.cli.text.Table.Column;
import dev.muster.contract.Absence;
import dev.muster.contract.BatchState;
import dev.muster.contract.Fate;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verdict as people read it: how many jobs it rests on, the jobs, the best first, the gates, what was promoted. */
public final class VerdictText {
    private final Ink ink;
    private final int width;

    /** For a terminal of that width. */
    public VerdictText(Ink ink, int width) {
        this.ink = ink;
        this.width = width;
    }

    /**
     * The lines.
     *
     * @param most rows in the table; what does not fit is counted
     */
    public List<String> lines(Verdict verdict, int most) {
        List<String> lines = new ArrayList<>();
        lines.add(title(verdict));
        lines.add(ink.dim(verdict.coverage().summary()));
        lines.add("");
        lines.addAll(jobs(verdict, most));
        lines.addAll(problems(verdict, most));
        lines.addAll(new CoverageText(ink, most).lines(verdict));
        if (!verdict.gates().isEmpty()) {
            lines.add("");
            verdict.gates().forEach(gate -> lines.add(gate(gate)));
        }
        var promoted = verdict.promoted();
        if (promoted != null) {
            lines.add("");
            lines.add("promoted " + ink.bold(promoted.name() + " version " + promoted.version()) + " "
                    + ink.dim(promoted.model()));
        }
        return lines;
    }

    private String title(Verdict verdict) {
        String state = verdict.state().name().toLowerCase(Locale.ROOT);
        String word = verdict.state() == BatchState.PASSED ? ink.good("✓ " + state) : ink.bad("✗ " + state);
        return word + " " + ink.bold(verdict.name()) + "  "
                + ink.dim(verdict.batch().value());
    }

    private List<String> jobs(Verdict verdict, int most) {
        Metric metric = verdict.metric();
        Collection<String> differing = Parameters.differing(
                verdict.jobs().stream().map(Verdict.Job::parameters).toList());
        Table table = new Table(
                Column.words(""),
                Column.words("job"),
                Column.words("model"),
                Column.words("parameters"),
                Column.figures(metric.label()),
                Column.figures(metric == Metric.LOSS ? "" : "loss"),
                Column.figures("seconds"),
                Column.figures("attempt"));
        List<Verdict.Job> ranked = Ranking.of(verdict);
        Map<JobId, Fate> fates =
                verdict.coverage().absent().stream().collect(Collectors.toMap(Absence::job, Absence::fate));
        ranked.stream()
                .limit(most)
                .forEach(job -> table.row(
                        mark(verdict, job),
                        Cell.of(job.name()),
                        Cell.of(job.model()),
                        new Cell(Parameters.text(job.parameters(), differing), ink::dim),
                        result(job, fates.get(job.id()), metric),
                        Cell.of(metric == Metric.LOSS ? "" : metric(job, Metric.LOSS)),
                        Cell.of(String.format(Locale.ROOT, "%.1f", job.seconds())),
                        Cell.of(job.reused() == null ? String.valueOf(job.attempts()) : "reused")));
        List<String> lines = new ArrayList<>(table.lines(ink, width));
        if (ranked.size() > most) {
            lines.add(ink.dim("  … and " + Figures.count(ranked.size() - most, "more job") + ": see the report"));
        }
        return lines;
    }

    private Cell mark(Verdict verdict, Verdict.Job job) {
        if (job.id().equals(verdict.best())) {
            return new Cell("★", ink::good);
        }
        return switch (job.state()) {
            case SUCCEEDED -> Cell.of(" ");
            case CANCELLED -> new Cell("–", ink::dim);
            default -> new Cell("✗", ink::bad);
        };
    }

    private Cell result(Verdict.Job job, @Nullable Fate fate, Metric metric) {
        if (fate != null) {
            return new Cell(fate.label(), ink::dim);
        }
        return job.state() == JobState.SUCCEEDED
                ? new Cell(metric(job, metric), ink::bold)
                : new Cell(job.state().name().toLowerCase(Locale.ROOT), ink::bad);
    }

    private static String metric(Verdict.Job job, Metric metric) {
        Double value = job.metrics().get(metric.label());
        return value == null ? "" : Figures.metric(value);
    }

    private List<String> problems(Verdict verdict, int most) {
        List<String> lines = new ArrayList<>();
        for (Verdict.Job job : verdict.jobs()) {
            if (job.problem() != null && lines.size() < most) {
                lines.add(ink.bad("✗ ") + ink.bold(job.name()) + "  " + job.problem());
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "");
        }
        return lines;
    }

    private String gate(Verdict.Gate gate) {
        String mark = gate.passed() ? ink.good("✓") : ink.bad("✗");
        return mark + " " + gate.name() + "  " + ink.dim(gate.detail());
    }
}
