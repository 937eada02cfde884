package dev.muster.cli;

import dev.muster.cli.serve.Client;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster logs}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints what became of a job on a running muster serve: its attempts, then its epochs.",
        footerHeading = "%nExample:%n",
        footer = "  muster logs j-0123456789abcdef")
final class LogsCommand extends RemoteAction {
    @Parameters(paramLabel = "JOB", description = "A job, by its id; muster status BATCH shows them.")
    private String job = "";

    LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    int talk(Client client) throws IOException {
        String log = client.logs(job);
        print(
                Map.of("job", job, "lines", log.lines().toList()),
                () -> terminal().out().print(log));
        terminal().flush();
        return ExitCode.PASSED;
    }
}
