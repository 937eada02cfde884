package dev.muster.gateway.spool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Json;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits.
 *
 * @param number of it in its channel
 * @param heartbeat whether it may be dropped
 * @param unwritten its bytes while they are not on the disk; null once they are
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
record StoredEvent(long number, boolean heartbeat, byte @Nullable [] unwritten) {
    static StoredEvent of(long number, String type, byte @Nullable [] unwritten) {
        return new StoredEvent(number, type.equals(EventTypes.JOBS_PROGRESSED), unwritten);
    }

    StoredEvent written() {
        return new StoredEvent(number, heartbeat, null);
    }

    long bytes() {
        return unwritten == null ? 0 : unwritten.length;
    }

    /** Empty for what is no event: a torn or foreign file. */
    static Optional<JsonNode> parse(byte[] json) {
        try {
            JsonNode event = Json.mapper().readTree(json);
            boolean whole = event != null
                    && event.path("id").isTextual()
                    && event.path("type").isTextual()
                    && event.path("source").isTextual()
                    && event.path("specversion").isTextual();
            return whole ? Optional.of(event) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
