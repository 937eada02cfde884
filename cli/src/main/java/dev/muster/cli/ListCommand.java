package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the batches, the newest first, or the promoted models.",
        footerHeading = "%nExamples:%n",
        footer = {"  muster list", "  muster list --models --json"})
final class ListCommand extends LedgerAction {
    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.class,
            description = "At most so many batches (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--models", description = "List promoted models instead.")
    private boolean models;

    ListCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        if (models) {
            var promoted = ledger.history().models();
            print(
                    promoted,
                    () -> promoted.forEach(model -> terminal()
                            .out()
                            .println(model.name() + "@" + model.version() + "  "
                                    + model.metric().label() + " " + model.value() + "  " + model.model())));
            return ExitCode.PASSED;
        }
        List<History.Batch> batches = ledger.history().batches(limit);
        if (batches.isEmpty()) {
            return nothing();
        }
        print(batches, () -> lines(text().batches(batches)));
        return ExitCode.PASSED;
    }

    @Override
    int nothing() {
        print(
                List.of(),
                () -> terminal().out().println("There is nothing yet. Begin with: muster run examples/digits.yaml"));
        return ExitCode.PASSED;
    }
}
