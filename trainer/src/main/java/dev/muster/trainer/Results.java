package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import java.util.Optional;

/** The models and manifests of one job's attempts. Everything is written once: a second writer changes nothing. */
public final class Results {
    private final ArtifactStore store;

    /** Those in a store. */
    public Results(ArtifactStore store) {
        this.store = store;
    }

    /** The result of this attempt, or else of an earlier one of the job whose report was lost. */
    public Optional<Manifest> find(Attempt attempt) {
        for (int number = attempt.number(); number > 0; number--) {
            Optional<Manifest> found = read(new Attempt(attempt.batch(), attempt.job(), number));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Stores the model, then the manifest, and returns the manifest that is there now. */
    public Manifest write(Manifest manifest, byte[] model) {
        String path = manifest.model().path();
        if (!store.putIfAbsent(path, model)) {
            requireEqual(path, manifest.model().digest());
        }
        return store.putIfAbsent(Manifest.path(manifest.attempt()), Json.bytes(manifest))
                ? manifest
                : read(manifest.attempt()).orElse(manifest);
    }

    private Optional<Manifest> read(Attempt attempt) {
        return store.get(Manifest.path(attempt)).map(json -> Json.read(json, Manifest.class));
    }

    private void requireEqual(String path, String digest) {
        String stored = store.get(path).map(Digest::of).orElse("nothing");
        if (!stored.equals(digest)) {
            throw new IllegalStateException(
                    "the same attempt made two models: " + path + " holds " + stored + ", and now it made " + digest);
        }
    }
}
