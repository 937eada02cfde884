package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.console.Patch;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LetterHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster dead patch}. */
@Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a dead letter other data, for when it is redriven. What came is kept, and who changed it, when and why.",
            "An event is known by its source and id, so these cannot be changed, nor any other attribute."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster dead patch l-0123456789abcdef --merge '{\"dataset\": \"digits\"}' --why 'a typo'",
            "  muster dead patch l-0123456789abcdef --file data.json --why 'the right file'"
        })
final class DeadPatchCommand extends LedgerAction {
    @Parameters(paramLabel = "LETTER", description = "Its id; muster dead list has it.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Change change = new Change();

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason, for the audit.")
    private String why = "";

    DeadPatchCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        LetterHistory letter = DeadShowCommand.letter(ledger, id);
        if (!ledger.letters().patch(id, changed(letter), environment.user(), why)) {
            throw Trouble.invalid(id + " is on its way or was taken; only what lies dead can be patched");
        }
        print(Map.of("letter", id), () -> terminal().out().println("patched; send it with: muster dead redrive " + id));
        return ExitCode.PASSED;
    }

    private byte[] changed(LetterHistory letter) {
        String merge = change.merge;
        if (merge != null) {
            return Patch.merge(letter.data(), merge);
        }
        try {
            return Patch.replace(letter.letter(), Files.readAllBytes(environment.resolve(change.file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the two. */
    static final class Change {
        @Option(names = "--merge", paramLabel = "JSON", description = "Merge this into the data (RFC 7396).")
        private @Nullable String merge;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Take the data from here; an event as muster dead show --event prints it is understood.")
        private String file = "";
    }
}
