package dev.muster.cli;

import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.system.Redelivery;
import dev.muster.cli.text.DeadText;
import dev.muster.cli.text.ProblemText;
import dev.muster.console.Redriving;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobId;
import dev.muster.contract.Problem;
import dev.muster.edge.BrokerClient;
import dev.muster.edge.BrokerUnavailableException;
import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Ledger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code muster dead redrive}. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Sends dead letters to the broker again, as the same events, and queues failed jobs again, as the same jobs with",
            "their next attempt; so nothing is done twice, however often this is asked for.",
            "",
            "With MUSTER_BROKER_URL events go there; otherwise they are handled here. Jobs are trained by whoever is at work:",
            "muster serve, muster resume BATCH, or the deployed functions."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something died again or was refused"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster dead redrive f-0123456789abcdef --dry-run",
            "  muster dead redrive --fault transient --why 'the database is back'",
            "  muster dead redrive --all"
        })
final class DeadRedriveCommand extends LedgerAction {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Mixin
    private final DeadOptions options = new DeadOptions();

    @Option(names = "--all", description = "Everything that is dead, however old, unless --since says since when.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would be redriven.")
    private boolean dry;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "The reason, for the audit (default: ${DEFAULT-VALUE}).")
    private String why = "asked for";

    DeadRedriveCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        if (options.open() && !all) {
            throw Trouble.invalid("say what to redrive: ids, --fault, or --all");
        }
        Optional<URI> broker = broker();
        Instant now = environment.clock().instant();
        List<DeadCase> cases = options.of(ledger, all ? options.fromOrEver(now) : options.from(now), this::say);
        if (dry) {
            print(cases, () -> {
                lines(new DeadText(terminal().ink(), terminal().width(), ZoneId.systemDefault()).cases(cases));
                terminal().out().println("a dry run: nothing was sent");
            });
            return ExitCode.PASSED;
        }
        List<JobId> failed = cases.stream()
                .filter(DeadCase::job)
                .map(job -> new JobId(job.id()))
                .toList();
        List<JobId> queued = ledger.control(environment.user()).redrive(failed, why);
        List<String> letters =
                cases.stream().filter(dead -> !dead.job()).map(DeadCase::id).toList();
        Redriving.Sent sent =
                letters.isEmpty() ? new Redriving.Sent(List.of(), List.of()) : send(ledger, config, broker, letters);
        return conclude(new Outcome(
                sent.letters(),
                ids(queued),
                ids(failed.stream().filter(job -> !queued.contains(job)).toList()),
                again(ledger, sent.letters()),
                sent.refused()));
    }

    private Optional<URI> broker() {
        return environment
                .variable("MUSTER_BROKER_URL")
                .map(text -> Address.parse(text)
                        .orElseThrow(() -> InvalidInputException.of(Problem.at(
                                "MUSTER_BROKER_URL",
                                text + " is no address of a broker",
                                "write http://host/path, or unset it to have events handled here"))));
    }

    private Redriving.Sent send(Ledger ledger, MusterConfig config, Optional<URI> broker, List<String> letters) {
        if (broker.isPresent()) {
            BrokerClient client = new BrokerClient(broker.get(), TIMEOUT);
            try {
                return new Redriving(ledger.letters(), client).redrive(letters, environment.user(), why);
            } catch (BrokerUnavailableException e) {
                throw Trouble.around(e.getMessage() + "; what was not sent is still there, so ask again", e);
            }
        }
        try (Redelivery here = new Redelivery(ledger, config, environment.clock())) {
            Redriving.Sent sent = new Redriving(ledger.letters(), here).redrive(letters, environment.user(), why);
            if (!here.await(PATIENCE)) {
                say("not everything was handled in time; see: muster dead list");
            }
            List<Problem> refused = new ArrayList<>(sent.refused());
            refused.addAll(here.refused());
            return new Redriving.Sent(sent.letters(), refused);
        }
    }

    private static List<String> ids(List<JobId> jobs) {
        return jobs.stream().map(JobId::value).toList();
    }

    private static List<String> again(Ledger ledger, List<String> letters) {
        Set<String> dead =
                ledger.letters().cases(Instant.EPOCH).stream().map(DeadCase::id).collect(Collectors.toSet());
        return letters.stream().filter(dead::contains).toList();
    }

    private int conclude(Outcome outcome) {
        print(outcome, () -> {
            terminal()
                    .out()
                    .println("letters sent: " + outcome.letters.size() + ", jobs queued: " + outcome.jobs.size());
            outcome.left.forEach(id -> terminal()
                    .out()
                    .println("left alone: " + id + " (an attempt still runs, or its batch passed without it)"));
            outcome.again.forEach(id -> terminal().out().println("died again: " + id));
            outcome.refused.forEach(problem ->
                    new ProblemText(terminal().ink()).print(problem, terminal().out()));
        });
        return outcome.again.isEmpty() && outcome.refused.isEmpty() ? ExitCode.PASSED : ExitCode.NOT_PASSED;
    }

    private record Outcome(
            List<String> letters, List<String> jobs, List<String> left, List<String> again, List<Problem> refused) {}
}
