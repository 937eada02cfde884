package dev.muster.cli.report;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.JobId;
import dev.muster.contract.Profile;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.trainer.Manifest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is drawn from.
 *
 * @param batch in short
 * @param spec as accepted
 * @param verdict of the batch
 * @param epochs of all jobs, each job's in order
 * @param profiles of the datasets, by digest
 * @param best manifest of the best model; null when none succeeded or its file is gone
 * @param written when the report is made
 */
public record ReportData(
        History.Batch batch,
        BatchSpec spec,
        Verdict verdict,
        List<History.Epoch> epochs,
        Map<String, Profile> profiles,
        @Nullable Manifest best,
        Instant written) {
    public ReportData {
        epochs = List.copyOf(epochs);
        profiles = Map.copyOf(profiles);
    }

    /** The epochs of each job that has any. */
    Map<JobId, List<History.Epoch>> curves() {
        return epochs.stream()
                .collect(Collectors.groupingBy(History.Epoch::job, LinkedHashMap::new, Collectors.toList()));
    }
}
