package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import java.util.Optional;

/** The models and manifests of a job's attempts. Everything is written once: a second writer changes nothing. */
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

    /**
     * Stores the model, then the manifest, and returns the manifest that is there now. The same attempt may run twice
     * at once, or again after it died in between: the first manifest is its result, whoever wrote it, and names the
     * model that came with it.
     */
    public Manifest write(Manifest manifest, byte[] model) {
        Manifest mine = withModel(manifest, model);
        return store.putIfAbsent(Manifest.path(mine.attempt()), Json.bytes(mine))
                ? mine
                : read(mine.attempt()).orElse(mine);
    }

    private Manifest withModel(Manifest manifest, byte[] model) {
        Manifest.Stored stored = manifest.model();
        if (store.putIfAbsent(stored.path(), model) || holds(stored)) {
            return manifest;
        }
        // The other run of an algorithm that is not deterministic made another model, and may be about to write its
        // manifest: neither takes the other's model for its own.
        String name = Digest.id("-", stored.digest());
        Manifest.Stored aside = new Manifest.Stored(stored.path() + name, stored.digest(), stored.bytes());
        store.putIfAbsent(aside.path(), model);
        return manifest.with(aside);
    }

    private Optional<Manifest> read(Attempt attempt) {
        return store.get(Manifest.path(attempt)).map(json -> Json.read(json, Manifest.class));
    }

    private boolean holds(Manifest.Stored model) {
        return store.get(model.path())
                .filter(bytes -> Digest.of(bytes).equals(model.digest()))
                .isPresent();
    }
}
