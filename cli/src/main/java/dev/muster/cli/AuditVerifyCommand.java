package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.AuditText;
import dev.muster.ledger.ChainHead;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.Verification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares every entry of the audit with the chain of digests: what was changed, removed or put in is named.",
            "Prints the head of the chain. Note it elsewhere: only a head that is kept where the database's owner cannot",
            "reach shows that the end was cut off or everything made anew."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is as it was sealed", "1:something is not"},
        footerHeading = "%nExamples:%n",
        footer = {"  muster audit verify", "  muster audit verify --head 1042@sha256:… --json"})
final class AuditVerifyCommand extends LedgerAction {
    @Option(names = "--head", paramLabel = "HEAD", description = "A head noted earlier, that the chain has to contain.")
    private @Nullable String head;

    AuditVerifyCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        Verification verification = ledger.audit().verify(recorded());
        print(verification, () -> lines(AuditText.of(verification, terminal().ink())));
        return verification.sound() ? ExitCode.PASSED : ExitCode.NOT_PASSED;
    }

    private Optional<ChainHead> recorded() {
        try {
            return Optional.ofNullable(head).map(ChainHead::parse);
        } catch (IllegalArgumentException e) {
            throw Trouble.invalid("--head: " + e.getMessage());
        }
    }
}
