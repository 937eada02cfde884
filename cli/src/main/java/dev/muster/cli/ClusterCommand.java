package dev.muster.cli;

import picocli.CommandLine.Command;

/** {@code muster cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterUpCommand.class,
            ClusterStatusCommand.class,
            ClusterLogsCommand.class,
            ClusterDownCommand.class
        },
        description = {
            "Runs real Ray clusters on this machine: several nodes, each a set of processes with an address of its own,"
                    + " and a gateway that takes jobs for them.",
            "",
            "A cluster stays up until it is taken down. What dies of it is started again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster cluster up                                 the first time it installs Ray, in a minute or two",
            "  muster run --cluster local examples/digits.yaml   train there",
            "  muster cluster status",
            "  muster cluster down"
        })
final class ClusterCommand {}
