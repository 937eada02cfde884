package dev.muster.cli;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.Lookup.Found;
import dev.muster.cli.serve.JobLog;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.Facts;
import dev.muster.cli.text.VerdictText;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import dev.muster.trainer.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code muster show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows all about a batch, a job or a promoted model.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster show digits                a batch, by name or id: verdict and history",
            "  muster show digits/mlp            a job of it: parameters, figures, epochs",
            "  muster show digits@3              version 3 of a promoted model: its provenance"
        })
final class ShowCommand extends LedgerAction {
    @Parameters(paramLabel = "BATCH|JOB|MODEL", description = "An id, the beginning of it, or a name.")
    private String wanted = "";

    ShowCommand(Environment environment) {
        super(environment);
    }

    @Override
    int look(Ledger ledger, MusterConfig config) {
        Lookup lookup = new Lookup(ledger.history());
        Optional<History.Batch> batch = lookup.findBatch(wanted);
        Optional<Found> job = batch.isPresent() ? Optional.empty() : lookup.findJob(wanted);
        if (batch.isPresent()) {
            batch(ledger.history(), batch.get());
        } else if (job.isPresent()) {
            job(ledger.history(), job.get());
        } else {
            Promotion model = lookup.findModel(wanted)
                    .orElseThrow(() -> Trouble.invalid("there is no batch, job or model " + wanted));
            model(model, config.store());
        }
        return ExitCode.PASSED;
    }

    private void batch(History history, History.Batch batch) {
        Verdict verdict = history.verdict(batch.id()).orElse(null);
        BatchOut out = new BatchOut(
                batch,
                history.spec(batch.id()).orElse(null),
                verdict,
                history.jobs(batch.id()),
                history.audit(batch.id()));
        print(out, () -> {
            lines(
                    verdict == null
                            ? text().jobs(out.jobs)
                            : new VerdictText(terminal().ink(), terminal().width()).lines(verdict, Integer.MAX_VALUE));
            terminal().out().println();
            lines(text().audit(out.audit));
        });
    }

    private void job(History history, Found found) {
        History.Job job = found.job();
        List<History.Epoch> epochs = history.epochs(found.batch().id()).stream()
                .filter(epoch -> epoch.job().equals(job.id()))
                .toList();
        JobSpec spec = history.spec(found.batch().id()).stream()
                .flatMap(batch -> batch.jobs().stream())
                .filter(candidate -> candidate.name().equals(job.name()))
                .findFirst()
                .orElseThrow();
        print(new JobOut(found.batch().id().value(), job, spec, epochs), () -> {
            lines(text().jobs(List.of(job)));
            terminal().out().println();
            lines(new Facts()
                    .add("batch", found.batch().id() + " " + found.batch().name())
                    .add("algorithm", spec.algorithm())
                    .add("parameters", spec.parameters())
                    .add("seed", spec.seed())
                    .add(
                            "dataset",
                            spec.dataset().spec().name() + " " + spec.dataset().digest())
                    .lines(terminal().ink()));
            epochs.forEach(epoch -> terminal().out().println(JobLog.line(epoch)));
        });
    }

    private void model(Promotion model, ArtifactStore store) {
        Manifest manifest = store.get(model.manifest())
                .map(json -> Json.read(json, Manifest.class))
                .orElseThrow(() -> Trouble.around("the manifest is gone from the artifact store: " + model.manifest()));
        JobSpec job = manifest.provenance().job();
        print(
                new ModelOut(model, manifest),
                () -> lines(new Facts()
                        .add("model", model.name() + "@" + model.version())
                        .add("digest", model.model())
                        .add("metrics", manifest.outcome().metrics())
                        .add("job", job.name() + " " + model.job())
                        .add("algorithm", job.algorithm())
                        .add("parameters", job.parameters())
                        .add("seed", job.seed())
                        .add(
                                "dataset",
                                job.dataset().spec().name() + " "
                                        + job.dataset().digest())
                        .add("versions", manifest.provenance().versions())
                        .add("stored", config(manifest))
                        .lines(terminal().ink())));
    }

    private static String config(Manifest manifest) {
        return manifest.model().path() + ", " + manifest.model().bytes() + " bytes";
    }

    private record BatchOut(
            History.Batch batch,
            @Nullable BatchSpec spec,
            @Nullable Verdict verdict,
            List<History.Job> jobs,
            List<History.Entry> audit) {}

    private record JobOut(String batch, History.Job job, JobSpec spec, List<History.Epoch> epochs) {}

    private record ModelOut(Promotion model, Manifest manifest) {}
}
