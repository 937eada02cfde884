package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.AuditText;
import dev.muster.cli.text.Figures;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.Pruning;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster audit prune}. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Removes the oldest entries of the audit for good. A checkpoint and an entry PRUNED keep the digest of what",
            "is gone, so that the rest can still be verified. An audit that is not sound is left alone.",
            "Batches, jobs, results, metrics and models stay."
        },
        footerHeading = "%nExample:%n",
        footer = "  muster audit prune --older-than 90d")
final class AuditPruneCommand extends LedgerAction {
    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            converter = Age.class,
            description = "Such as 90d, 36h or P90D.")
    private Duration age = Duration.ZERO;

    AuditPruneCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        Instant before = environment.clock().instant().minus(age);
        Pruning pruning = ledger.audit().prune(before, environment.user());
        boolean sound = pruning.verification().sound();
        print(pruning, () -> {
            if (sound) {
                terminal().out().println(Figures.count(pruning.entries(), "entry", "entries") + " removed");
            } else {
                lines(AuditText.of(pruning.verification(), terminal().ink()));
            }
        });
        return sound ? ExitCode.PASSED : ExitCode.NOT_PASSED;
    }
}
