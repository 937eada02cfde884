package dev.muster.cli.system;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.report.ReportData;
import dev.muster.contract.BatchId;
import dev.muster.contract.Json;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.trainer.Manifest;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers what a report is drawn from. */
public final class ReportSource {
    private final History history;
    private final ArtifactStore store;

    /** From this ledger and this store. */
    public ReportSource(History history, ArtifactStore store) {
        this.history = history;
        this.store = store;
    }

    /** All about the batch of a verdict, as of now. */
    public ReportData of(Verdict verdict, Instant now) {
        BatchId batch = verdict.batch();
        return new ReportData(
                history.batch(batch).orElseThrow(),
                history.spec(batch).orElseThrow(),
                verdict,
                history.epochs(batch),
                history.profiles(batch),
                best(verdict),
                now);
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
