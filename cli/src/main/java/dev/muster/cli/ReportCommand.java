package dev.muster.cli;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.system.ReportSource;
import dev.muster.contract.BatchId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Ledger;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the report of a batch that has its verdict: one HTML file that opens without a server.",
        footerHeading = "%nExamples:%n",
        footer = {"  muster report digits", "  muster report b-0123456789abcdef --output digits.html"})
final class ReportCommand extends LedgerAction {
    @Parameters(paramLabel = "BATCH", description = "A batch, by its id, the beginning of it, or its name.")
    private String wanted = "";

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write (default: ${DEFAULT-VALUE}).")
    private String output = "report.html";

    ReportCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        BatchId batch = new Lookup(ledger.history()).batch(wanted).id();
        Verdict verdict = ledger.history()
                .verdict(batch)
                .orElseThrow(() -> Trouble.invalid(batch + " has no verdict yet; see: muster status " + batch));
        ArtifactStore store = config.store();
        ReportSource source = new ReportSource(ledger.history(), store);
        Path file = ReportOptions.write(source, environment, verdict, environment.resolve(output));
        print(Map.of("report", file.toString()), () -> terminal().out().println(file));
        return ExitCode.PASSED;
    }
}
