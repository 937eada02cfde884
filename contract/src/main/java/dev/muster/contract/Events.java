package dev.muster.contract;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Makes and reads the events of Muster; ids derive from what they say, so a repeated event is recognisably the same.
 */
public final class Events {
    private Events() {}

    /**
     * An event with JSON data.
     *
     * @param type one of {@link EventTypes}
     * @param source of the component that makes it, such as {@code /muster/validate}
     * @param subject what it is about, such as a batch id
     * @param key what makes it this event and no other; the id is its digest with type and source
     * @param time when it happened
     * @param data a record of this package
     */
    public static CloudEvent of(String type, String source, String subject, String key, Instant time, Object data) {
        return CloudEventBuilder.v1()
                .withId(Digest.id("e-", type, source, key))
                .withType(type)
                .withSource(URI.create(source))
                .withSubject(subject)
                .withTime(OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
                .withData("application/json", Json.bytes(data))
                .build();
    }

    /**
     * The data of an event as a record of this package.
     *
     * @throws InvalidInputException when it has none, or other data: no retry mends that
     */
    public static <T> T data(CloudEvent event, Class<T> type) {
        var data = event.getData();
        if (data == null) {
            throw unreadable(event, "has no data");
        }
        try {
            return Json.read(data.toBytes(), type);
        } catch (IllegalArgumentException e) {
            throw unreadable(event, "is " + e.getMessage());
        }
    }

    private static InvalidInputException unreadable(CloudEvent event, String what) {
        return InvalidInputException.of(Problem.at(
                "data",
                "event " + event.getId() + " of type " + event.getType() + " " + what,
                "send what the type says"));
    }
}
