package dev.muster.cli.report;

import dev.muster.cli.text.Figures;
import dev.muster.cli.text.Parameters;
import dev.muster.cli.text.Ranking;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The jobs side by side, in a table that can be sorted by any column. */
final class JobsSection {
    private final Verdict verdict;
    private final Collection<String> differing;
    private final Scale metricScale;

    private JobsSection(Verdict verdict) {
        this.verdict = verdict;
        this.differing = Parameters.differing(
                verdict.jobs().stream().map(Verdict.Job::parameters).toList());
        var range = verdict.jobs().stream()
                .map(job -> job.metrics().get(verdict.metric().label()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .summaryStatistics();
        boolean some = range.getCount() > 0;
        this.metricScale = new Scale(Math.min(0, some ? range.getMin() : 0), some ? range.getMax() : 1, 0, 100);
    }

    static Markup draw(ReportData data) {
        JobsSection section = new JobsSection(data.verdict());
        return Section.of(
                "jobs",
                "Jobs",
                Markup.of("The best first; parameters are those in which they differ. A heading sorts by its column."),
                List.of(section.table(), section.problems()));
    }

    private Markup table() {
        List<Markup> headings = new ArrayList<>();
        headings.add(heading("Job", false));
        headings.add(heading("Model", false));
        differing.forEach(name -> headings.add(heading(name, true)));
        metrics().forEach(metric -> headings.add(heading(metric.label(), true)));
        headings.add(heading("Seconds", true));
        headings.add(heading("Attempts", true));
        return Markup.of(
                "<div class=\"wide\"><table class=\"sortable\"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
                headings,
                Markup.each(Ranking.of(verdict), this::row));
    }

    private List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(List.of(verdict.metric()));
        for (Metric metric : Metric.values()) {
            boolean known =
                    verdict.jobs().stream().anyMatch(job -> job.metrics().containsKey(metric.label()));
            if (known && metric != verdict.metric()) {
                metrics.add(metric);
            }
        }
        return metrics;
    }

    private static Markup heading(String name, boolean figures) {
        return Markup.of(
                "<th scope=\"col\" class=\"{}\"><button type=\"button\">{}</button></th>",
                figures ? "figure" : "",
                name);
    }

    private Markup row(Verdict.Job job) {
        List<Markup> cells = new ArrayList<>();
        cells.add(Markup.of("<th scope=\"row\">{}{}{}</th>", job.name(), ended(job), reused(job)));
        cells.add(Markup.of("<td>{}</td>", job.model()));
        differing.forEach(name ->
                cells.add(figure(Objects.requireNonNullElse(job.parameters().get(name), ""))));
        metrics().forEach(metric -> cells.add(metric(job, metric)));
        cells.add(figure(String.format(Locale.ROOT, "%.1f", job.seconds())));
        cells.add(figure(job.attempts()));
        String style =
                job.id().equals(verdict.best()) ? "best" : job.state().name().toLowerCase(Locale.ROOT);
        return Markup.of("<tr class=\"{}\">{}</tr>", style, cells);
    }

    private static Markup ended(Verdict.Job job) {
        return Markup.of("<small class=\"ended\">{}</small>", job.state().name().toLowerCase(Locale.ROOT))
                .when(job.state() != JobState.SUCCEEDED);
    }

    private static Markup reused(Verdict.Job job) {
        Attempt original = job.reused();
        return original == null
                ? Markup.of("")
                : Markup.of(
                        "<small class=\"ended\" title=\"from {}, attempt {}\">reused</small>",
                        original.job(),
                        original.number());
    }

    private Markup problems() {
        List<Markup> problems = verdict.jobs().stream()
                .filter(job -> job.problem() != null)
                .map(job -> Markup.of("<li><b>{}</b> {}</li>", job.name(), String.valueOf(job.problem())))
                .toList();
        return Markup.of("<ul class=\"problems\">{}</ul>", problems).when(!problems.isEmpty());
    }

    private static Markup figure(Object value) {
        return Markup.of("<td class=\"figure\">{}</td>", String.valueOf(value));
    }

    private Markup metric(Verdict.Job job, Metric metric) {
        Double value = job.metrics().get(metric.label());
        if (value == null) {
            return figure("");
        }
        Markup text = Markup.of("{}", Figures.metric(value));
        if (metric == verdict.metric() && Double.isFinite(value)) {
            text = Markup.of("<span class=\"meter\" style=\"--share:{}%\">{}</span>", metricScale.at(value), text);
        }
        return Markup.of("<td class=\"figure\" data-value=\"{}\">{}</td>", String.valueOf(value), text);
    }
}
