package dev.muster.cli;

import dev.muster.cli.cluster.ClusterRequest;
import dev.muster.cli.cluster.ClusterView;
import dev.muster.cli.cluster.LocalClusters;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code muster cluster up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a Ray cluster up on this machine, and returns when it takes jobs. One that is up already is left as"
                    + " it is.",
            "",
            "The first time this installs Ray into MUSTER_HOME, for which it needs Python 3.10, 3.11 or 3.12 and the"
                    + " network. Nobody but you can use the cluster: its ways in want keys that lie in MUSTER_HOME."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster cluster up",
            "  muster cluster up big --nodes 4 --cpus 2",
            "  muster cluster up --programs sklearn-forest",
            "  muster run --cluster local examples/digits.yaml"
        })
final class ClusterUpCommand extends ClusterAction {
    @Option(names = "--nodes", paramLabel = "N", description = "Nodes, the head included (default: ${DEFAULT-VALUE}).")
    private int nodes = 2;

    @Option(
            names = "--cpus",
            paramLabel = "C",
            description = "Cores that each node offers to jobs (default: the machine's, shared among the nodes).")
    private int cpus;

    @Option(
            names = "--programs",
            paramLabel = "NAME",
            split = ",",
            description = "Programs whose requirements are installed first, as sklearn-forest.")
    private List<String> programs = List.of();

    ClusterUpCommand(Environment environment) {
        super(environment);
    }

    @Override
    int act(LocalClusters clusters) {
        boolean before = clusters.status(name).condition() == ClusterView.Condition.UP;
        clusters.install(request(), programs);
        ClusterView view = clusters.up(request());
        print(view, () -> {
            terminal().out().println(view.name() + (before ? " is up already" : " is up"));
            ClusterText.lines(view, terminal().ink()).forEach(terminal().out()::println);
            terminal().out().println();
            terminal().out().println("train there  muster run --cluster " + name + " FILE");
            terminal().out().println("end it       muster cluster down " + name);
        });
        return ExitCode.PASSED;
    }

    private ClusterRequest request() {
        if (cpus < 0 || nodes < 1) {
            throw Trouble.invalid("a cluster has at least one node, and a node at least one core");
        }
        return new ClusterRequest(
                home(),
                environment.root(),
                name,
                nodes,
                cpus,
                environment.variable("MUSTER_RAY").map(environment::resolve).orElse(null),
                environment.variable("MUSTER_PYTHON").map(environment::resolve).orElse(null),
                environment
                        .variable("MUSTER_PROGRAMS")
                        .map(environment::resolve)
                        .orElse(null),
                environment.variable("PATH").orElse(""));
    }
}
