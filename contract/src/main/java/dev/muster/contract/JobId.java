package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a job across all batches: {@code j-} and 16 hex digits, derived from its batch and name. */
public record JobId(@JsonValue String value) {
    @JsonCreator
    public JobId {
        if (!value.matches("j-[0-9a-f]{16}")) {
            throw new IllegalArgumentException("not a job id: " + value);
        }
    }

    /** The id of a job of a batch. */
    public static JobId derive(BatchId batch, String name) {
        return new JobId(Digest.id("j-", batch.value(), name));
    }

    @Override
    public String toString() {
        return value;
    }
}
