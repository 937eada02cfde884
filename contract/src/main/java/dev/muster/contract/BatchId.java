package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a batch: {@code b-} and 16 hex digits, derived from the request that asked for it. */
public record BatchId(@JsonValue String value) {
    @JsonCreator
    public BatchId {
        if (!value.matches("b-[0-9a-f]{16}")) {
            throw new IllegalArgumentException("not a batch id: " + value);
        }
    }

    /** The id of the batch that a request asks for: the same key and origin, the same batch. */
    public static BatchId derive(String origin, String key) {
        return new BatchId(Digest.id("b-", origin, key));
    }

    @Override
    public String toString() {
        return value;
    }
}
