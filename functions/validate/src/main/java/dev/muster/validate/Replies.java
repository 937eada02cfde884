package dev.muster.validate;

import dev.muster.contract.BatchAccepted;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchRejected;
import dev.muster.contract.BatchSkipped;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Instant;
import java.util.List;

/** Makes the events that tell of decisions. */
final class Replies {
    private static final String SOURCE = "/muster/validate";
    private static final List<String> HANDED_ON = List.of("traceparent", "tracestate", "correlationid");

    private Replies() {}

    static CloudEvent accepted(BatchAccepted data, Instant time) {
        String id = data.batch().value();
        return Events.of(EventTypes.BATCH_ACCEPTED, SOURCE, id, id, time, data);
    }

    static CloudEvent rejected(CloudEvent cause, BatchId batch, List<Problem> problems) {
        return reply(cause, EventTypes.BATCH_REJECTED, batch.value(), new BatchRejected(cause.getId(), problems));
    }

    static CloudEvent skipped(CloudEvent cause, String reason) {
        return reply(cause, EventTypes.BATCH_SKIPPED, "", new BatchSkipped(cause.getId(), reason));
    }

    /**
     * The same event as an answer to another: it carries on its trace, names it as its cause, and has its time, so that
     * a redelivery makes not just the same id but the same event.
     */
    static CloudEvent inReply(CloudEvent cause, CloudEvent reply) {
        CloudEventBuilder builder = CloudEventBuilder.v1(reply)
                .withTime(cause.getTime())
                .withExtension("correlationid", cause.getId())
                .withExtension("causationid", cause.getId());
        for (String name : HANDED_ON) {
            Object value = cause.getExtension(name);
            if (value != null) {
                builder.withExtension(name, value.toString());
            }
        }
        return builder.build();
    }

    private static CloudEvent reply(CloudEvent cause, String type, String part, Object data) {
        String key = cause.getSource() + " " + cause.getId() + " " + part;
        return inReply(cause, Events.of(type, SOURCE, cause.getId(), key, Instant.EPOCH, data));
    }
}
