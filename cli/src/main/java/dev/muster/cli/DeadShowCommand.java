package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.DeadText;
import dev.muster.console.Redriving;
import dev.muster.edge.EventCodec;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LetterHistory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster dead show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a letter: what came, how it died, how it was patched and redriven.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster dead show l-0123456789abcdef",
            "  muster dead show l-0123456789abcdef --event > event.json   to edit it, for muster dead patch --file"
        })
final class DeadShowCommand extends LedgerAction {
    @Parameters(paramLabel = "LETTER", description = "Its id; muster dead list has it.")
    private String id = "";

    @Option(names = "--event", description = "Print the event that would be sent, as one JSON document.")
    private boolean event;

    DeadShowCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        LetterHistory letter = letter(ledger, id);
        if (event) {
            byte[] document =
                    EventCodec.structured(Redriving.event(letter.current())).body();
            terminal().out().println(new String(document, StandardCharsets.UTF_8));
        } else {
            print(
                    letter,
                    () -> lines(
                            new DeadText(terminal().ink(), terminal().width(), ZoneId.systemDefault()).letter(letter)));
        }
        return ExitCode.PASSED;
    }

    /** The letter of an id. */
    static LetterHistory letter(Ledger ledger, String id) {
        if (id.startsWith("j-")) {
            throw Trouble.invalid(id + " is a job; see: muster show " + id);
        }
        return ledger.letters()
                .letter(id)
                .orElseThrow(() -> Trouble.invalid("there is no letter " + id + "; see: muster dead list"));
    }
}
