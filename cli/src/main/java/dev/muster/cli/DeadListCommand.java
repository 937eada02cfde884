package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.DeadGroup;
import dev.muster.cli.text.DeadText;
import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Ledger;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code muster dead list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what died, grouped by cause; with ids or a fault one by one.",
            "",
            "poison         its own fault: patch it, or mend the code",
            "transient      something was away: redrive it",
            "configuration  an address or a permission: set it right, then redrive",
            "capacity       too little room: make some, then redrive"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  muster dead list", "  muster dead list f-0123456789abcdef", "  muster dead list --since 1h --json"
        })
final class DeadListCommand extends LedgerAction {
    @Mixin
    private final DeadOptions options = new DeadOptions();

    DeadListCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        List<DeadCase> cases =
                options.of(ledger, options.from(environment.clock().instant()), this::say);
        DeadText dead = new DeadText(terminal().ink(), terminal().width(), ZoneId.systemDefault());
        if (cases.isEmpty()) {
            return nothing();
        }
        if (options.open()) {
            List<DeadGroup> groups = DeadGroup.of(cases);
            print(groups, () -> lines(dead.groups(groups)));
        } else {
            print(cases, () -> lines(dead.cases(cases)));
        }
        return ExitCode.PASSED;
    }

    @Override
    int nothing() {
        print(List.of(), () -> terminal().out().println("nothing is dead"));
        return ExitCode.PASSED;
    }
}
