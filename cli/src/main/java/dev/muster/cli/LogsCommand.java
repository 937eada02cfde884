package dev.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        footer = "  muster logs digits/mlp")
final class LogsCommand extends RemoteAction {
    @Parameters(paramLabel = "JOB", description = "A job, as BATCH/NAME or by its id; muster status BATCH shows them.")
    private String job = "";

    LogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    int talk(Client client) throws IOException {
        String log = client.logs(job(client, job));
        print(
                Map.of("job", job, "lines", log.lines().toList()),
                () -> terminal().out().print(log));
        terminal().flush();
        return ExitCode.PASSED;
    }

    private static String job(Client client, String wanted) throws IOException {
        int slash = wanted.indexOf('/');
        if (slash < 0 && wanted.matches("j-[0-9a-f]{16}")) {
            return wanted;
        }
        if (slash < 0) {
            throw Trouble.invalid(wanted + " is no job; name it as BATCH/NAME or by its id");
        }
        String name = wanted.substring(slash + 1);
        for (JsonNode job : client.jobs(batch(client, wanted.substring(0, slash)))) {
            if (job.path("name").asText().equals(name)) {
                return job.path("id").asText();
            }
        }
        throw Trouble.invalid("there is no job " + wanted);
    }
}
