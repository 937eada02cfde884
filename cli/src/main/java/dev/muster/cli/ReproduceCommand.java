package dev.muster.cli;

import dev.muster.cli.serve.JobLog;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.Facts;
import dev.muster.contract.Json;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import dev.muster.trainer.Epoch;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.Reproduction;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster reproduce}. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a model once more from its provenance and compares the two, bit for bit.",
            "Exits with 0 when they are equal, with 1 when they differ."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster reproduce digits           the current model of that name",
            "  muster reproduce digits@3         its version 3",
            "  muster reproduce digits/mlp       the model of a job, promoted or not"
        })
final class ReproduceCommand extends LedgerAction {
    @Parameters(paramLabel = "MODEL", description = "A promoted model, or a job.")
    private String wanted = "";

    ReproduceCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        String path = manifest(ledger.history());
        Manifest manifest = config.store()
                .get(path)
                .map(json -> Json.read(json, Manifest.class))
                .orElseThrow(() -> Trouble.around("the manifest is gone from the artifact store: " + path));
        Reproduction result = Reproduction.of(manifest, config.home().cache(), this::show);
        print(result, () -> print(manifest, result));
        return result.identical() ? ExitCode.PASSED : ExitCode.NOT_PASSED;
    }

    private String manifest(History history) {
        Lookup lookup = new Lookup(history);
        Optional<String> promoted = lookup.findModel(wanted).map(Promotion::manifest);
        return promoted.or(() -> lookup.findJob(wanted).flatMap(found -> manifest(history, found)))
                .orElseThrow(() -> Trouble.invalid("there is no model " + wanted + "; see: muster list --models"));
    }

    private static Optional<String> manifest(History history, Lookup.Found found) {
        return history.verdict(found.batch().id()).stream()
                .flatMap(verdict -> verdict.jobs().stream())
                .filter(job -> job.id().equals(found.id()))
                .map(Verdict.Job::manifest)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private void show(Epoch epoch) {
        say("epoch " + epoch.number() + "  " + JobLog.metrics(epoch.metrics()));
    }

    private void print(Manifest manifest, Reproduction result) {
        var ink = terminal().ink();
        terminal().out().println(result.identical() ? ink.good("✓ the very same model") : ink.bad("✗ another model"));
        lines(new Facts()
                .add("job", manifest.provenance().job().name())
                .add("then", result.expected())
                .add("now", result.actual())
                .add("metrics then", result.expectedMetrics())
                .add("metrics now", result.actualMetrics())
                .add("differences", String.join("; ", result.differences()))
                .lines(ink));
    }
}
