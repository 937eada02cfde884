package dev.muster.cli;

import dev.muster.cli.cluster.ClusterLogs;
import dev.muster.cli.cluster.LocalClusters;
import dev.muster.cli.system.Interruption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster cluster logs}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the processes of a cluster wrote: the end of each, or all of one.",
            "",
            "The keeper notes what it started and why; Ray's own files lie in the directory that the head names."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster cluster logs",
            "  muster cluster logs local gateway --follow",
            "  muster cluster logs local node-2"
        })
final class ClusterLogsCommand extends ClusterAction {
    private static final Duration LOOK = Duration.ofMillis(300);

    @Parameters(
            paramLabel = "PROCESS",
            arity = "0..1",
            index = "1",
            description = "keeper, head, node-2 …, or gateway (default: the end of each).")
    private @Nullable String process;

    @Option(names = "--follow", description = "Go on printing until Ctrl-C.")
    private boolean follow;

    ClusterLogsCommand(Environment environment) {
        super(environment);
    }

    @Override
    int act(LocalClusters clusters) {
        ClusterLogs logs = clusters.logs(name);
        if (process != null && !logs.processes().contains(process)) {
            throw Trouble.invalid("there is no log of " + process + " of the cluster " + name + "; there are: "
                    + (logs.processes().isEmpty() ? "none" : String.join(", ", logs.processes())));
        }
        if (process == null) {
            Map<String, String> tails = logs.tails();
            print(tails, () -> tails.forEach(this::show));
        } else if (!follow) {
            String text = logs.from(process, 0).text();
            print(
                    Map.of("process", process, "lines", text.lines().toList()),
                    () -> terminal().out().print(text));
        }
        if (follow) {
            follow(logs);
        }
        terminal().flush();
        return ExitCode.PASSED;
    }

    private void show(String which, String text) {
        terminal().out().println(terminal().ink().bold("==> " + which + " <=="));
        terminal().out().println(text);
    }

    /** Ends with the process, by Ctrl-C. */
    private void follow(ClusterLogs logs) {
        Map<String, Long> places = new TreeMap<>();
        if (process == null) {
            logs.processes().forEach(each -> places.put(each, Long.MAX_VALUE));
        } else {
            places.put(process, 0L);
        }
        Interruption never = Interruption.never();
        do {
            places.replaceAll((each, place) -> more(logs, each, place, places.size() > 1));
            terminal().flush();
        } while (!never.within(LOOK));
    }

    private long more(ClusterLogs logs, String each, long place, boolean named) {
        ClusterLogs.Reading reading = logs.from(each, place);
        if (!reading.text().isEmpty() && place != Long.MAX_VALUE) {
            if (named) {
                show(each, reading.text().stripTrailing());
            } else {
                terminal().out().print(reading.text());
            }
        }
        return reading.end();
    }
}
