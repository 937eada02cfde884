package dev.muster.embedded.broker;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event that could not be delivered.
 *
 * @param trigger that selected it
 * @param sink that the Trigger names for such events; empty when it names none
 * @param event with the extensions {@code knativeerrordest}, {@code knativeerrorcode} and {@code knativeerrordata}
 */
public record DeadLetter(String trigger, String sink, CloudEvent event) {
    private static final int DATA_LIMIT = 1_024;

    static DeadLetter of(Trigger trigger, CloudEvent event, DeliveryException cause) {
        CloudEvent marked = CloudEventBuilder.from(event)
                .withExtension("knativeerrordest", trigger.subscriber())
                .withExtension("knativeerrorcode", Integer.toString(cause.status()))
                .withExtension("knativeerrordata", shortened(String.valueOf(cause.getMessage())))
                .build();
        return new DeadLetter(
                trigger.name(), trigger.delivery().deadLetterSink().orElse(""), marked);
    }

    private static String shortened(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= DATA_LIMIT
                ? text
                : new String(Arrays.copyOf(bytes, DATA_LIMIT - 3), StandardCharsets.UTF_8);
    }
}
