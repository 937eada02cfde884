package dev.muster.cli;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.report.Report;
import dev.muster.cli.report.ReportData;
import dev.muster.contract.BatchId;
import dev.muster.contract.Json;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.trainer.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what a report needs and writes it. */
final class ReportFile {
    private final Environment environment;
    private final History history;
    private final ArtifactStore store;

    ReportFile(Environment environment, History history, ArtifactStore store) {
        this.environment = environment;
        this.history = history;
        this.store = store;
    }

    /**
     * Writes the report of a completed batch.
     *
     * @return the file
     */
    Path write(Verdict verdict, Path file) {
        try {
            Files.writeString(file, Report.html(data(verdict)));
            return file;
        } catch (IOException e) {
            throw Trouble.around("the report could not be written to " + file + ": " + e, e);
        }
    }

    private ReportData data(Verdict verdict) {
        BatchId batch = verdict.batch();
        return new ReportData(
                history.batch(batch).orElseThrow(),
                history.spec(batch).orElseThrow(),
                verdict,
                history.epochs(batch),
                history.profiles(batch),
                best(verdict),
                environment.clock().instant());
    }

    private @Nullable Manifest best(Verdict verdict) {
        return verdict.jobs().stream()
                .filter(job -> job.id().equals(verdict.best()))
                .map(Verdict.Job::manifest)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(store::get)
                .map(json -> Json.read(json, Manifest.class))
                .orElse(null);
    }
}
