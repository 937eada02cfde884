package dev.muster.cli.report;

import dev.muster.contract.Absence;
import dev.muster.contract.Coverage;
import java.util.List;

/** The jobs that the verdict does without, and why. */
final class CoverageSection {
    private CoverageSection() {}

    static Markup draw(ReportData data) {
        Coverage coverage = data.verdict().coverage();
        Markup absent = Markup.each(coverage.absent(), CoverageSection::absence);
        return Section.of(
                        "coverage",
                        "Coverage",
                        coverage.summary() + ". These did not:",
                        List.of(Markup.of("<ul class=\"problems\">{}</ul>", absent)))
                .when(!coverage.absent().isEmpty());
    }

    private static Markup absence(Absence absence) {
        return Markup.of(
                "<li><b>{}</b> {}: {}</li>", absence.name(), absence.fate().label(), absence.detail());
    }
}
