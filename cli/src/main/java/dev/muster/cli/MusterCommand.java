package dev.muster.cli;

import picocli.CommandLine.Command;

/** The root of the command tree. */
@Command(
        name = "muster",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        header = {"Muster trains batches: a file that lists jobs goes in, trained models and one verdict come out.", ""
        },
        footerHeading = "%n",
        footer = {
            "Try:",
            "  muster run examples/digits.yaml       train a batch, see the verdict and a report",
            "  muster validate my-batch.yaml         what would be refused, without training anything",
            "  muster list                           the batches there are",
            "  muster dead list                      what nobody could handle, and what helps",
            "  muster cluster up                     a real Ray cluster on this machine, for muster run --cluster",
            "  muster conform                        what a Kubernetes cluster would refuse of the manifests",
            "  muster help run                       all about one command",
            "",
            "Exit codes:",
            "  0   done; where there was a verdict, it passed",
            "  1   the batch failed a gate, a reproduction differs, or the audit is not sound",
            "  2   the command line or the input is at fault",
            "  3   something around it is at fault: disk, database, network",
            "  4   no suitable Java        5  the build failed        70  a mistake in Muster",
            "  130 cancelled",
            "",
            "Environment:",
            "  MUSTER_HOME     where everything is kept (default ~/.muster)",
            "  MUSTER_DB_URL   a PostgreSQL server instead of the embedded one, as jdbc:postgresql://host/name,",
            "                  with MUSTER_DB_USER and MUSTER_DB_PASSWORD",
            "  NO_COLOR        no colours"
        })
final class MusterCommand {}
