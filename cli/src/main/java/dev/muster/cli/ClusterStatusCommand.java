package dev.muster.cli;

import dev.muster.cli.cluster.ClusterView;
import dev.muster.cli.cluster.LocalClusters;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster cluster status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what there is of a cluster: addresses, processes, what was started again.",
        footerHeading = "%nExamples:%n",
        footer = {"  muster cluster status", "  muster cluster status --all --json"})
final class ClusterStatusCommand extends ClusterAction {
    @Option(names = "--all", description = "Show all clusters that were ever started.")
    private boolean all;

    ClusterStatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    int act(LocalClusters clusters) {
        List<ClusterView> views = all ? clusters.all() : List.of(clusters.status(name));
        print(all ? views : views.get(0), () -> views.forEach(this::show));
        return ExitCode.PASSED;
    }

    private void show(ClusterView view) {
        terminal().out().println(terminal().ink().bold(view.name()) + " " + ClusterText.condition(view));
        ClusterText.lines(view, terminal().ink()).forEach(terminal().out()::println);
    }
}
