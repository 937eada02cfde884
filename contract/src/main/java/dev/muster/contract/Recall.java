package dev.muster.contract;

/**
 * The counted result of an equal job, which may be used again instead of training.
 *
 * @param attempt that it is the result of
 * @param model SHA-256 of the model's bytes
 * @param manifest path of the manifest in the artifact store
 */
public record Recall(Attempt attempt, String model, String manifest) {}
