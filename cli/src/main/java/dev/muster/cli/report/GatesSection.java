package dev.muster.cli.report;

import dev.muster.contract.Verdict;
import java.util.List;

/** What the batch had to reach, and whether it did. */
final class GatesSection {
    private GatesSection() {}

    static Markup draw(ReportData data) {
        Markup gates = Markup.each(data.verdict().gates(), GatesSection::gate);
        return Section.of(
                        "gates",
                        "Gates",
                        "What the batch had to reach.",
                        List.of(Markup.of("<ul class=\"gates\">{}</ul>", gates)))
                .when(!data.verdict().gates().isEmpty());
    }

    private static Markup gate(Verdict.Gate gate) {
        return Markup.of(
                "<li class=\"{}\"><span aria-label=\"{}\">{}</span><b>{}</b> <i>{}</i></li>",
                gate.passed() ? "passed" : "failed",
                gate.passed() ? "passed" : "failed",
                gate.passed() ? "✓" : "✗",
                gate.name(),
                gate.detail());
    }
}
