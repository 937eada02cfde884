package dev.muster.validate;

import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Which batches an event asks for. */
final class Requests {
    private Requests() {}

    /** The batches that an event asks for; none when it asks for nothing. */
    static List<Request> of(CloudEvent event) {
        if (!event.getType().equals(EventTypes.BATCH_REQUESTED)) {
            return List.of();
        }
        CloudEventData data = event.getData();
        if (data == null) {
            throw InvalidInputException.of(
                    Problem.at("data", "the event has none", "send a batch file, as JSON or YAML"));
        }
        BatchText text = BatchText.of(data.toBytes(), "batch");
        return List.of(new Request(event.getSource().toString(), event.getId(), text));
    }

    /**
     * Reads a time as RFC 3339 has it.
     *
     * @throws InvalidInputException when it is none
     */
    static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw InvalidInputException.of(
                    Problem.at("expirytime", "is no time: " + text, "write it like 2026-01-31T12:00:00Z"));
        }
    }

    /**
     * One batch that an event asks for.
     *
     * @param origin and key name the batch: the same ones, the same batch
     */
    record Request(String origin, String key, BatchText text) {}
}
