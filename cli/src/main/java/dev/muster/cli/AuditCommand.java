package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {AuditVerifyCommand.class, AuditPruneCommand.class},
        description = "Tells who changed the state of what, when and why, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster audit                             the newest changes of all",
            "  muster audit --batch digits              all changes of one batch",
            "  muster audit verify                      whether any of it was changed since",
            "  muster audit prune --older-than 90d"
        })
final class AuditCommand extends LedgerAction {
    @Option(names = "--batch", paramLabel = "BATCH", description = "Of this batch, by id or name; all of its changes.")
    private @Nullable String batch;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.class,
            description = "At most so many, the newest (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    AuditCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        History history = ledger.history();
        List<History.Entry> entries = batch == null
                ? history.audit(limit)
                : history.audit(new Lookup(history).batch(batch).id());
        print(entries, () -> lines(text().audit(entries)));
        return ExitCode.PASSED;
    }
}
