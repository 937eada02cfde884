package dev.muster.cli;

import picocli.CommandLine.Command;

/** {@code muster dead}. */
@Command(
        name = "dead",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadListCommand.class, DeadShowCommand.class, DeadPatchCommand.class, DeadRedriveCommand.class},
        description = "Works with dead letters, which are events that nobody took, and with jobs that failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster dead list                                  what died, grouped by cause",
            "  muster dead show l-0123456789abcdef               one letter, with its data and its deaths",
            "  muster dead patch l-0123456789abcdef --merge '{\"dataset\": \"digits\"}' --why 'a typo'",
            "  muster dead redrive --fault transient --dry-run"
        })
final class DeadCommand {}
