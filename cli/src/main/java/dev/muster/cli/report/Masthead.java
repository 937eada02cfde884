package dev.muster.cli.report;

import dev.muster.cli.text.Figures;
import dev.muster.contract.Coverage;
import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The top of the page: what it is about, whether it passed, and the few figures that matter. */
final class Masthead {
    private Masthead() {}

    static Markup draw(ReportData data) {
        Verdict verdict = data.verdict();
        String state = verdict.state().name().toLowerCase(Locale.ROOT);
        return Markup.of("""
                <header class="masthead">
                <p class="kicker">Training batch <code>{}</code></p>
                <h1>{} <span class="state {}">{}</span></h1>
                <p class="lead">{}</p>
                <dl class="facts">{}</dl>
                </header>""", verdict.batch(), verdict.name(), state, state, lead(verdict), facts(data));
    }

    private static Markup lead(Verdict verdict) {
        long failed = verdict.gates().stream().filter(gate -> !gate.passed()).count();
        Optional<Verdict.Job> best = best(verdict);
        if (best.isEmpty()) {
            return Markup.of("No job brought forth a model.");
        }
        Double value = best.get().metrics().get(verdict.metric().label());
        return Markup.of(
                "The best model is <strong>{}</strong> ({}), with {} <strong>{}</strong> on the test part. {}",
                best.get().name(),
                best.get().model(),
                verdict.metric().label(),
                value == null ? "–" : Figures.metric(value),
                failed == 0
                        ? "Every gate was passed."
                        : Figures.count(failed, "gate") + " of "
                                + verdict.gates().size() + " failed.");
    }

    static Optional<Verdict.Job> best(Verdict verdict) {
        return verdict.jobs().stream()
                .filter(job -> job.id().equals(verdict.best()))
                .findFirst();
    }

    private static List<Markup> facts(ReportData data) {
        Verdict verdict = data.verdict();
        long succeeded = verdict.jobs().stream()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .count();
        double seconds =
                verdict.jobs().stream().mapToDouble(Verdict.Job::seconds).sum();
        long rows = data.profiles().values().stream()
                .mapToLong(profile -> profile.rows())
                .sum();
        List<Markup> facts = new ArrayList<>();
        facts.add(fact("Jobs", succeeded + " of " + verdict.jobs().size(), "succeeded"));
        Coverage coverage = verdict.coverage();
        facts.add(fact("Counted", coverage.counted() + " of " + coverage.jobs(), coverage.why()));
        facts.add(fact("Training", Figures.duration(seconds), "all attempts together"));
        Instant completed = data.batch().completed();
        if (completed != null) {
            Duration wall = Duration.between(data.batch().accepted(), completed);
            facts.add(fact("Elapsed", Figures.duration(wall.toMillis() / 1000.0), "from request to verdict"));
        }
        facts.add(fact(
                "Data",
                Words.number(rows),
                "rows in " + Figures.count(data.profiles().size(), "dataset")));
        var promoted = verdict.promoted();
        if (promoted != null) {
            facts.add(fact("Promoted", promoted.name(), "version " + promoted.version()));
        }
        return facts;
    }

    private static Markup fact(String name, String value, String unit) {
        return Markup.of("<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>", name, value, unit);
    }
}
