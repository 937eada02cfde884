package dev.muster.cli;

import dev.muster.cli.serve.Client;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a batch of a running muster serve until its verdict.",
        footerHeading = "%nExample:%n",
        footer = "  muster watch digits")
final class WatchCommand extends RemoteAction {
    @Parameters(paramLabel = "BATCH", description = "A batch, by its id, the beginning of it, or its name.")
    private String wanted = "";

    WatchCommand(Environment environment) {
        super(environment);
    }

    @Override
    int talk(Client client) throws IOException {
        return watch(this, client, batch(client, wanted));
    }

    /** Follows a batch on behalf of a command. */
    static int watch(Action command, Client client, String batch) throws IOException {
        Conclusion conclusion = Following.of(client, batch, command.environment, command.json)
                .map(verdict -> Conclusion.of(verdict, false, null))
                .orElseThrow(() ->
                        Trouble.around("the server ended before the batch did; it goes on when it is started again"));
        command.print(conclusion, () -> conclusion.print(command.environment));
        return conclusion.exitCode();
    }
}
