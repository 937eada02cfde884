package dev.muster.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import io.cloudevents.CloudEvent;
import java.util.Map;

/**
 * Events in HTTP messages. The same event reads the same in both modes: extensions become strings, and JSON data keeps
 * its meaning.
 */
public final class EventCodec {
    /** Bytes that an event's body may have. */
    public static final int BODY_LIMIT = 8 << 20;

    private EventCodec() {}

    /**
     * Reads the event that a request or response carries, in binary or structured mode.
     *
     * @throws EventRefusedException when it carries none that can be taken, with every problem
     */
    public static CloudEvent decode(HttpMessage message) {
        if (message.body().length > BODY_LIMIT) {
            throw EventRefusedException.tooLarge(message.body().length, BODY_LIMIT);
        }
        String type = message.mediaType();
        if (type.equals(StructuredMode.MEDIA_TYPE)) {
            return StructuredMode.decode(message);
        }
        if (type.startsWith("application/cloudevents-batch")) {
            throw EventRefusedException.unsupported(type, "send one event per request");
        }
        if (type.startsWith("application/cloudevents")) {
            throw EventRefusedException.unsupported(type, "send " + StructuredMode.MEDIA_TYPE + ", or binary mode");
        }
        return BinaryMode.decode(message);
    }

    /**
     * Reads an event that is a JSON document.
     *
     * @throws EventRefusedException when it is none, with every problem
     */
    public static CloudEvent decode(JsonNode structured) {
        return decode(new HttpMessage(Map.of("content-type", StructuredMode.MEDIA_TYPE), Json.bytes(structured)));
    }

    /** The attributes that the header fields of a message name, whether or not they make an event. */
    public static Map<String, String> attributes(HttpMessage message) {
        return BinaryMode.attributes(message);
    }

    /** Whether a message claims to carry an event. */
    public static boolean isEvent(HttpMessage message) {
        return message.headers().containsKey("ce-specversion")
                || message.headers().containsKey("ce-id")
                || message.mediaType().startsWith("application/cloudevents");
    }

    /** The event with its attributes in header fields and its data as the body. */
    public static HttpMessage binary(CloudEvent event) {
        return BinaryMode.encode(event);
    }

    /** The event as one JSON document. */
    public static HttpMessage structured(CloudEvent event) {
        return StructuredMode.encode(event);
    }
}
