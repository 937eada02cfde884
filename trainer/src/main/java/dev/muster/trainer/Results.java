package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The models and manifests of one job's attempts. Everything is written once: a second writer changes nothing. */
final class Results {
    private final ArtifactStore store;

    Results(ArtifactStore store) {
        this.store = store;
    }

    /** The result of this attempt, or else of an earlier one of the job whose report was lost. */
    Optional<Manifest> find(Attempt attempt) {
        for (int number = attempt.number(); number > 0; number--) {
            Optional<Manifest> found = read(new Attempt(attempt.batch(), attempt.job(), number));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Manifest> read(Attempt attempt) {
        return store.get(Manifest.path(attempt)).map(json -> Json.read(json, Manifest.class));
    }

    /** Stores the model, then the manifest. */
    Manifest write(Attempt attempt, Trained trained, Manifest draft) {
        String path = attempt.path() + "/model";
        if (!store.putIfAbsent(path, trained.model())) {
            requireEqual(path, draft.model().digest());
        }
        return write(draft);
    }

    /** Stores a manifest, unless the attempt has one. */
    Manifest write(Manifest manifest) {
        store.putIfAbsent(Manifest.path(manifest.attempt()), Json.bytes(manifest));
        return read(manifest.attempt()).orElse(manifest);
    }

    private void requireEqual(String path, String digest) {
        String stored = store.get(path).map(ModelFile::digest).orElse("nothing");
        if (!stored.equals(digest)) {
            throw new IllegalStateException(
                    "the same attempt made two models: " + path + " holds " + stored + ", and now it made " + digest);
        }
    }

    static Outcome.Succeeded outcome(Attempt attempt, Trained trained) {
        Map<String, Double> metrics = new TreeMap<>(trained.scores().metrics());
        return new Outcome.Succeeded(
                metrics,
                ModelFile.digest(trained.model()),
                Manifest.path(attempt),
                trained.history().size());
    }
}
