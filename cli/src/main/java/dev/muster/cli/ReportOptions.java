package dev.muster.cli;

import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a report is written, and where. */
final class ReportOptions {
    private static final String USUAL = "report.html";

    @Option(names = "--no-report", description = "Write no report.")
    private boolean none;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report there (default: ${DEFAULT-VALUE} in the current folder).",
            defaultValue = USUAL)
    private String place = USUAL;

    /** Writes it, unless it is unwanted or there is nothing to report yet. */
    @Nullable
    Path write(ReportFile report, Environment environment, Verdict verdict) {
        if (none || verdict.state() == BatchState.CANCELLED) {
            return null;
        }
        Path wanted = environment.resolve(place);
        boolean possible = Files.isWritable(wanted.toAbsolutePath().getParent());
        if (possible || !place.equals(USUAL)) {
            return report.write(verdict, wanted);
        }
        // The current folder is not ours to write in; nobody asked for this very place.
        Path reports = Settings.home(environment).reports();
        return report.write(verdict, reports.resolve(verdict.batch() + ".html"));
    }
}
