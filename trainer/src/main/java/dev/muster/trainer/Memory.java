package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Digest;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.Recall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left of equal trainings. A result is used again only when all of it lies in the store and a training here
 * would come to the very same: the recipe is equal, and so are the versions, the platform and the threads.
 *
 * @param found the outcome to report instead of training, if any
 * @param refusals why each of the recalled results before it was not used; they begin with {@link #REFUSED}
 */
public record Memory(Optional<Outcome.Succeeded> found, List<String> refusals) {
    /** How the notes in a manifest begin that say why a result was not used again. */
    public static final String REFUSED = "not reused: ";

    public Memory {
        refusals = List.copyOf(refusals);
    }

    /** Looks at the recalled results of an assignment, one after the other. */
    public static Memory of(Assignment assignment, ArtifactStore store) {
        List<String> refusals = new ArrayList<>();
        for (Recall recall : assignment.recalls()) {
            Optional<Manifest> manifest = read(recall, store);
            Optional<String> refusal = manifest.isEmpty()
                    ? Optional.of("there is no manifest at " + recall.manifest() + " any more, or it cannot be read")
                    : refusal(manifest.get(), recall, assignment.job(), store);
            if (refusal.isEmpty()) {
                return new Memory(manifest.map(it -> outcome(it, recall)), refusals);
            }
            refusals.add(REFUSED + recall.attempt().job() + "/attempt-"
                    + recall.attempt().number() + ": " + refusal.get());
        }
        return new Memory(Optional.empty(), refusals);
    }

    private static Optional<Manifest> read(Recall recall, ArtifactStore store) {
        try {
            return store.get(recall.manifest()).map(json -> Json.read(json, Manifest.class));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(Manifest manifest, Recall recall, JobSpec job, ArtifactStore store) {
        List<String> differences = manifest.provenance().differences(Provenance.of(job));
        if (!differences.isEmpty()) {
            return Optional.of(String.join("; ", differences));
        }
        if (!manifest.provenance().job().recipe().equals(job.recipe())
                || !manifest.outcome().model().equals(recall.model())) {
            return Optional.of("its manifest is of another job");
        }
        boolean whole = store.get(manifest.model().path())
                .filter(bytes -> Digest.of(bytes).equals(recall.model()))
                .isPresent();
        return whole
                ? Optional.empty()
                : Optional.of("its model is gone from " + manifest.model().path() + ", or damaged");
    }

    private static Outcome.Succeeded outcome(Manifest manifest, Recall recall) {
        Outcome.Succeeded trained = manifest.outcome();
        return new Outcome.Succeeded(
                trained.metrics(), trained.model(), recall.manifest(), trained.epochs(), recall.attempt());
    }
}
