package dev.muster.cli;

import dev.muster.cli.report.Report;
import dev.muster.cli.system.ReportSource;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import java.io.IOException;
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
    Path write(ReportSource source, Environment environment, Verdict verdict) {
        if (none || verdict.state() == BatchState.CANCELLED) {
            return null;
        }
        Path wanted = environment.resolve(place);
        if (place.equals(USUAL) && !Files.isWritable(environment.directory())) {
            // The current folder is not ours to write in, and nobody asked for this very place.
            wanted = Settings.home(environment).reports().resolve(verdict.batch() + ".html");
        }
        return write(source, environment, verdict, wanted);
    }

    /** Writes it to a file. */
    static Path write(ReportSource source, Environment environment, Verdict verdict, Path file) {
        try {
            Files.writeString(
                    file, Report.html(source.of(verdict, environment.clock().instant())));
            return file;
        } catch (IOException e) {
            throw Trouble.around("the report could not be written to " + file + ": " + e, e);
        }
    }
}
