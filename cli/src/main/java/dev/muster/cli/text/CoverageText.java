package dev.muster.cli.text;

import dev.muster.contract.Attempt;
import dev.muster.contract.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jobs that were not trained for a verdict: those whose result is another's, and those that it does without. */
record CoverageText(Ink ink, int most) {
    /** Each in a line, after an empty one; nothing when all were trained. */
    List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.addAll(paragraph(verdict.jobs().stream().flatMap(this::reused)));
        lines.addAll(paragraph(verdict.coverage().absent().stream()
                .map(job -> "– " + ink.bold(job.name()) + "  " + job.fate().label() + ": " + job.detail())));
        return lines;
    }

    private Stream<String> reused(Verdict.Job job) {
        Attempt original = job.reused();
        return original == null
                ? Stream.empty()
                : Stream.of("= " + ink.bold(job.name()) + "  reused from " + original.job() + " of " + original.batch()
                        + ", attempt " + original.number());
    }

    private List<String> paragraph(Stream<String> all) {
        List<String> lines = new ArrayList<>(all.limit(most).toList());
        if (!lines.isEmpty()) {
            lines.add(0, "");
        }
        return lines;
    }
}
