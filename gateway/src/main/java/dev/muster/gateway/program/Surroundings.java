package dev.muster.gateway.program;

import dev.muster.artifacts.ArtifactStore;
import java.time.InstantSource;

/**
 * What every attempt is run with.
 *
 * @param config of all programs
 * @param ray where they run
 * @param store for checkpoints, models and manifests
 * @param arrays that they read
 * @param journal told of what becomes of them
 * @param clock of the gateway
 */
record Surroundings(
        ProgramConfig config,
        JobsApi ray,
        ArtifactStore store,
        ArrayCache arrays,
        Journal journal,
        InstantSource clock) {
    Places places() {
        return config.places();
    }

    Patience patience() {
        return config.patience();
    }
}
