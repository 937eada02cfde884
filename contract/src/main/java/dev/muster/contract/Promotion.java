package dev.muster.contract;

/**
 * Data of {@link EventTypes#MODEL_PROMOTED}: a model that became the current one of its name.
 *
 * @param name promoted under
 * @param version counted from 1
 * @param job that trained it
 * @param model SHA-256 of the model's bytes
 * @param manifest path of its manifest in the artifact store
 * @param metric it was chosen by
 * @param value of that metric
 */
public record Promotion(
        String name, int version, JobId job, String model, String manifest, Metric metric, double value) {}
