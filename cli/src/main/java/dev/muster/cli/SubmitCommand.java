package dev.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.serve.Client;
import dev.muster.contract.Digest;
import dev.muster.validate.BatchText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster submit}. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Hands a batch to a running muster serve; returns once it is durable there.",
            "The same file again is the same batch, unless it is given another key."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  muster submit examples/digits.yaml --watch", "  muster submit jobs.json --key nightly-2026-11-23"})
final class SubmitCommand extends RemoteAction {
    @Parameters(paramLabel = "FILE", description = "A batch file, YAML or JSON, or a plain list of jobs.")
    private String place = "";

    @Option(names = "--key", paramLabel = "KEY", description = "By which a repetition is known (default: the content).")
    private @Nullable String key;

    @Option(names = "--watch", description = "Wait for the verdict.")
    private boolean watch;

    SubmitCommand(Environment environment) {
        super(environment);
    }

    @Override
    String subject() {
        return place;
    }

    @Override
    int talk(Client client) throws IOException {
        requireKey();
        BatchText text = new Source(environment).read(place, List.of());
        JsonNode answer = client.submit(text.bytes(), text.name(), key == null ? Digest.of(text.bytes()) : key);
        String batch = answer.path("batch").asText();
        if (watch) {
            say("accepted " + batch);
            return WatchCommand.watch(this, client, batch);
        }
        print(answer, () -> terminal().out().println(batch));
        return ExitCode.PASSED;
    }

    /** It travels as a header. */
    private void requireKey() {
        if (key != null && !key.matches("[!-~]([ -~]*[!-~])?")) {
            throw Trouble.invalid("--key '" + key + "' cannot be sent; use letters, digits and signs of ASCII");
        }
    }
}
