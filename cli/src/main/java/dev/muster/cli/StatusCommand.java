package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.BatchState;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what is running now, or where each job of a batch stands.",
        footerHeading = "%nExamples:%n",
        footer = {"  muster status", "  muster status digits", "  muster status b-0123456789abcdef --json"})
final class StatusCommand extends LedgerAction {
    private static final int BATCHES = 1000;

    @Parameters(
            paramLabel = "BATCH",
            arity = "0..1",
            description = "A batch, by its id, the beginning of it, or its name.")
    private @Nullable String batch;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        return batch == null ? all(ledger.history()) : one(ledger.history(), batch);
    }

    private int one(History history, String wanted) {
        History.Batch found = new Lookup(history).batch(wanted);
        List<History.Job> jobs = history.jobs(found.id());
        print(new Standing(found, jobs), () -> {
            lines(text().batches(List.of(found)));
            terminal().out().println();
            lines(text().jobs(jobs));
        });
        return ExitCode.PASSED;
    }

    private int all(History history) {
        List<History.Batch> running = history.batches(BATCHES).stream()
                .filter(found -> found.state() == BatchState.RUNNING)
                .toList();
        print(running, () -> lines(running.isEmpty() ? List.of("Nothing is running.") : text().batches(running)));
        return ExitCode.PASSED;
    }

    @Override
    int nothing() {
        if (batch != null) {
            return super.nothing();
        }
        print(List.of(), () -> terminal().out().println("Nothing is running, and nothing ever was."));
        return ExitCode.PASSED;
    }

    private record Standing(History.Batch batch, List<History.Job> jobs) {}
}
