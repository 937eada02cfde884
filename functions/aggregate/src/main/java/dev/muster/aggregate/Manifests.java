package dev.muster.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trusts what lies in the artifact store over what an event says. */
public final class Manifests {
    private final @Nullable ArtifactStore store;

    private Manifests(@Nullable ArtifactStore store) {
        this.store = store;
    }

    /** A success counts only when its manifest lies in this store and names the same model. */
    public static Manifests in(ArtifactStore store) {
        return new Manifests(store);
    }

    /** Every success counts: for a function that has no access to the store. */
    public static Manifests unchecked() {
        return new Manifests(null);
    }

    /**
     * The same results, with every success that its manifest does not bear out turned into a failure that may be tried
     * again.
     *
     * @throws dev.muster.artifacts.ArtifactException when the store cannot be asked now
     */
    List<JobResult> check(List<JobResult> results) {
        return store == null
                ? results
                : results.stream().map(result -> check(store, result)).toList();
    }

    private static JobResult check(ArtifactStore store, JobResult result) {
        if (!(result.outcome() instanceof Outcome.Succeeded success)) {
            return result;
        }
        return problem(store, result.attempt(), success)
                .map(problem -> new JobResult(
                        result.attempt(), new Outcome.Failed(Outcome.FailureKind.TRANSIENT, problem), result.seconds()))
                .orElse(result);
    }

    private static Optional<String> problem(ArtifactStore store, Attempt attempt, Outcome.Succeeded success) {
        String path = success.manifest();
        // Whether the job may use the result of another is for the ledger to say.
        Attempt maker = Objects.requireNonNullElse(success.reused(), attempt);
        // An attempt that finds the result of an earlier one, whose report was lost, reports that one's.
        boolean ofThisJob = IntStream.rangeClosed(1, maker.number())
                .mapToObj(number -> new Attempt(maker.batch(), maker.job(), number))
                .anyMatch(known -> path.equals(known.path() + "/manifest.json"));
        if (!ofThisJob) {
            return Optional.of("reported a manifest of another job: " + path);
        }
        return store.get(path)
                .map(bytes -> differs(path, bytes, success.model()))
                .orElseGet(() -> Optional.of("reported success, but there is no manifest at " + path));
    }

    private static Optional<String> differs(String path, byte[] manifest, String model) {
        try {
            JsonNode named = Json.read(manifest, JsonNode.class).path("model").path("digest");
            return named.asText().equals(model)
                    ? Optional.empty()
                    : Optional.of("reported the model " + model + ", but " + path + " names " + named);
        } catch (IllegalArgumentException e) {
            return Optional.of("reported success, but " + path + " cannot be read: " + e.getMessage());
        }
    }
}
