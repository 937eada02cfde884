package dev.muster.cli.report;

import dev.muster.cli.report.LineChart.Point;
import dev.muster.cli.report.LineChart.Series;
import dev.muster.cli.text.Figures;
import dev.muster.cli.text.Ranking;
import dev.muster.contract.JobId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How the jobs learned, epoch by epoch: all in one chart, then the best ones each on its own. */
final class CurvesSection {
    private static final String VALIDATION = "validation.";
    private static final String LOSS = "loss";
    private static final int CARDS = 12;
    private static final int COLOURS = 6;
    private static final int OVERVIEW = 100;

    private final Verdict verdict;
    private final Map<JobId, List<History.Epoch>> curves;
    private final List<Verdict.Job> jobs;

    private CurvesSection(ReportData data) {
        this.verdict = data.verdict();
        this.curves = data.curves();
        this.jobs = Ranking.of(verdict).stream()
                .filter(job -> curves.containsKey(job.id()))
                .toList();
    }

    static Markup draw(ReportData data) {
        CurvesSection section = new CurvesSection(data);
        if (section.jobs.isEmpty()) {
            return Markup.NONE;
        }
        List<Markup> content = new ArrayList<>();
        content.add(section.overview().when(section.jobs.size() > 1));
        content.add(Markup.of(
                "<div class=\"cards\">{}</div>",
                section.jobs.stream().limit(CARDS).map(section::card).toList()));
        String more = section.jobs.size() > CARDS
                ? " Below: the " + CARDS + " best of " + Figures.count(section.jobs.size(), "job") + "."
                : "";
        return Section.of("curves", "Learning curves", "One point for each epoch." + more, content);
    }

    private Markup overview() {
        String key = key();
        List<Series> series = new ArrayList<>();
        List<Markup> legend = new ArrayList<>();
        for (int rank = 0; rank < Math.min(OVERVIEW, jobs.size()); rank++) {
            String style = rank < COLOURS ? "s" + rank : "rest";
            series.add(new Series(jobs.get(rank).name(), style, points(jobs.get(rank), key)));
            if (rank < COLOURS) {
                legend.add(Markup.of(
                        "<li class=\"{}\">{}</li>", style, jobs.get(rank).name()));
            }
        }
        // The best is drawn last, on top of the others.
        Collections.reverse(series);
        Markup chart = new LineChart(720, 260, series, key + " by epoch, all jobs").draw();
        return Markup.of(
                "<figure class=\"overview\"><figcaption>{} by epoch</figcaption>{}<ul class=\"legend\">{}</ul></figure>",
                key.replace(VALIDATION, "Validation "),
                chart,
                legend);
    }

    /** What the overview compares: the batch's metric on the validation part, where it was measured. */
    private String key() {
        String wanted = VALIDATION + verdict.metric().label();
        boolean measured = curves.values().stream()
                .flatMap(List::stream)
                .anyMatch(epoch -> epoch.metrics().containsKey(wanted));
        return measured ? wanted : LOSS;
    }

    private Markup card(Verdict.Job job) {
        Double value = job.metrics().get(verdict.metric().label());
        Markup loss = new LineChart(
                        340,
                        150,
                        List.of(
                                new Series("training loss", "train", points(job, LOSS)),
                                new Series("validation loss", "validation", points(job, VALIDATION + LOSS))),
                        "loss of " + job.name())
                .draw();
        Markup metric = new LineChart(
                        340,
                        110,
                        List.of(new Series(key(), "validation", points(job, key()))),
                        key() + " of " + job.name())
                .draw();
        return Markup.of(
                "<figure><figcaption><b>{}</b> <span>{}</span></figcaption><p class=\"axis\">Loss"
                        + " <i class=\"train\">training</i> <i class=\"validation\">validation</i></p>{}{}</figure>",
                job.name(),
                value == null ? "" : verdict.metric().label() + " " + Figures.metric(value),
                loss,
                Markup.of("<p class=\"axis\">{}</p>{}", key().replace(VALIDATION, "Validation "), metric)
                        .when(!key().equals(LOSS)));
    }

    private List<Point> points(Verdict.Job job, String key) {
        return curves.getOrDefault(job.id(), List.of()).stream()
                .filter(epoch -> epoch.metrics().containsKey(key))
                .map(epoch -> new Point(epoch.epoch(), epoch.metrics().get(key)))
                .toList();
    }
}
