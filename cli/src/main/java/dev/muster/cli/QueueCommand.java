package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.QueueText;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.Outlook;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster queue}. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Shows which batches wait, in the order in which they go on: for what, and for how long.",
        footerHeading = "%nExamples:%n",
        footer = {"  muster queue", "  muster queue --team research --json"})
final class QueueCommand extends LedgerAction {
    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.class,
            description = "At most so many batches (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--team", paramLabel = "TEAM", description = "Only those of one team.")
    private String team = "";

    QueueCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        List<Outlook.Line> all = ledger.outlook(config.queue()).lines().stream()
                .filter(line -> team.isEmpty() || line.team().equals(team))
                .toList();
        List<Outlook.Line> shown = all.stream().limit(limit).toList();
        QueueText text = new QueueText(
                terminal().ink(),
                terminal().width(),
                ZoneId.systemDefault(),
                environment.clock().instant());
        print(shown, () -> lines(text.lines(shown, all.size() - shown.size())));
        return ExitCode.PASSED;
    }

    @Override
    int nothing() {
        print(List.of(), () -> terminal().out().println(QueueText.NOTHING));
        return ExitCode.PASSED;
    }
}
