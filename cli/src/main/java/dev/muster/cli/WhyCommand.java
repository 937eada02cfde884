package dev.muster.cli;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.Facts;
import dev.muster.contract.Attempt;
import dev.muster.contract.Fate;
import dev.muster.contract.Json;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.Why;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.Memory;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster why}. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether a job was trained, got the result of an equal one, or was left out, and by which rule.",
            "Jobs are equal when data, model, parameters and seed are; a result is used again when the trainer is, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  muster why digits/mlp"})
final class WhyCommand extends LedgerAction {
    @Parameters(paramLabel = "JOB", description = "A job, as BATCH/NAME or by its id.")
    private String wanted = "";

    WhyCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        Lookup.Found found = new Lookup(ledger.history())
                .findJob(wanted)
                .orElseThrow(
                        () -> Trouble.invalid("there is no job " + wanted + "; write BATCH/NAME, see: muster list"));
        Why why = ledger.history().why(found.id()).orElseThrow();
        ArtifactStore store = config.store();
        Answer answer = answer(why, refusals(why, store));
        JobOut out = new JobOut(found.id().value(), answer.outcome, answer.rule, why);
        print(out, () -> {
            terminal().out().println(terminal().ink().bold(answer.outcome) + "  " + answer.rule);
            lines(facts(out));
        });
        return ExitCode.PASSED;
    }

    private static List<String> refusals(Why why, ArtifactStore store) {
        String path = why.manifest();
        if (path == null || why.reused() != null) {
            return List.of();
        }
        return store.get(path).map(json -> Json.read(json, Manifest.class)).stream()
                .flatMap(manifest -> manifest.notes().stream())
                .filter(note -> note.startsWith(Memory.REFUSED))
                .toList();
    }

    private static Answer answer(Why why, List<String> refusals) {
        Fate fate = why.fate();
        if (fate != null) {
            return new Answer("skipped", "its batch was judged without it: " + fate.label() + ", " + why.detail());
        }
        if (why.reused() != null) {
            return new Answer("reused", "an equal job had its result, made by an equal trainer, whole in the store");
        }
        return switch (why.state()) {
            case SUCCEEDED -> new Answer("trained", trained(why, refusals));
            case FAILED -> new Answer("failed", "no result came of it; " + trained(why, refusals));
            case CANCELLED -> new Answer("skipped", Objects.requireNonNullElse(why.detail(), "it was called off"));
            case QUEUED -> new Answer("queued", "it is decided when it begins");
            case RUNNING -> new Answer("running", "there is no result yet; " + trained(why, refusals));
        };
    }

    private static String trained(Why why, List<String> refusals) {
        if (why.recipe() == null) {
            return "it is a program, whose results are never used again, or from before results were remembered";
        }
        if (why.fresh()) {
            return "its batch has every job trained (fresh)";
        }
        if (!refusals.isEmpty()) {
            return refusals.stream()
                    .map(note -> note.substring(Memory.REFUSED.length()))
                    .collect(Collectors.joining("; ", "no result could be used again: ", ""));
        }
        return why.known().isEmpty()
                ? "no equal job had a result when it began"
                : "equal jobs have results; its manifest would say why none was used";
    }

    private List<String> facts(JobOut out) {
        Why why = out.why;
        return new Facts()
                .add("job", out.job)
                .add("recipe", Objects.requireNonNullElse(why.recipe(), ""))
                .add("began", Objects.requireNonNullElse(why.claimed(), ""))
                .add("reused", why.reused() == null ? "" : named(why.reused()))
                .add(
                        "equal jobs",
                        why.known().stream()
                                .map(known -> known.name() + " (" + named(known.attempt()) + ", " + known.ended() + ")")
                                .collect(Collectors.joining("; ")))
                .lines(terminal().ink());
    }

    private static String named(Attempt attempt) {
        return attempt.job() + ", attempt " + attempt.number();
    }

    private record Answer(String outcome, String rule) {}

    private record JobOut(String job, String outcome, String rule, Why why) {}
}
