package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Stopped.class, name = "stopped")
})
public sealed interface Outcome {
    /**
     * A model was trained and stored, or that of an equal job is used again.
     *
     * @param metrics by {@link Metric#label()}, on the test split
     * @param model SHA-256 of the model's bytes
     * @param manifest path of the manifest in the artifact store
     * @param epochs trained in all attempts together
     * @param reused the attempt whose result it is, as recalled in the assignment; null when it was trained
     */
    record Succeeded(
            Map<String, Double> metrics,
            String model,
            String manifest,
            int epochs,
            @Nullable Attempt reused) implements Outcome {
        public Succeeded {
            metrics = Map.copyOf(metrics);
        }

        /** What was trained. */
        public Succeeded(Map<String, Double> metrics, String model, String manifest, int epochs) {
            this(metrics, model, manifest, epochs, null);
        }
    }

    /**
     * Nothing came out.
     *
     * @param kind whether another try may help
     * @param message for people
     */
    record Failed(FailureKind kind, String message) implements Outcome {}

    /** The attempt was asked to stop and left a checkpoint. */
    record Stopped(int epochs) implements Outcome {}

    /** Why an attempt failed. */
    enum FailureKind {
        /** The request cannot succeed: bad parameter, data that changed. Not retried. */
        INVALID,
        /** Something around it broke: a node, a disk, a connection. Retried. */
        TRANSIENT,
        /** The code broke in a way that it does not know. Retried, since it may be the machine's. */
        UNKNOWN
    }
}
