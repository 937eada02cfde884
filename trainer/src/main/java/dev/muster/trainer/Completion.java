package dev.muster.trainer;

import dev.muster.contract.Outcome;

/** A finished training whose result has yet to be stored; holds no native memory, so it can wait for the store. */
public final class Completion {
    private final Results results;
    private final Checkpoints checkpoints;
    private final Manifest manifest;
    private final byte[] model;

    Completion(Results results, Checkpoints checkpoints, Manifest manifest, byte[] model) {
        this.results = results;
        this.checkpoints = checkpoints;
        this.manifest = manifest;
        this.model = model;
    }

    /**
     * Stores the model, then the manifest, and then deletes the checkpoints of this attempt and of those before it; may
     * be repeated.
     *
     * @throws dev.muster.artifacts.ArtifactException when the store does not take the model or the manifest
     */
    public Outcome.Succeeded store() {
        Outcome.Succeeded outcome = results.write(manifest, model).outcome();
        checkpoints.clear();
        return outcome;
    }
}
