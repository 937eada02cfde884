package dev.muster.edge.quarkus;

import dev.muster.contract.EventHandler;
import dev.muster.contract.EventSink;
import io.cloudevents.core.v1.CloudEventBuilder;
import io.quarkus.funqy.knative.events.CloudEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;

/**
 * What each function does around its core: hands it the event and emits what comes back, in order. When an event cannot
 * be emitted the request fails, its redelivery makes the same events again, and nothing is lost.
 */
@ApplicationScoped
public class Dispatcher {
    private final EventSink broker;

    /** Emits to this broker. */
    @Inject
    public Dispatcher(EventSink broker) {
        this.broker = broker;
    }

    /** Handles an event that {@link EventGate} let through. */
    public void dispatch(CloudEvent<byte[]> event, EventHandler core) {
        core.handle(toSdk(event)).forEach(broker::emit);
    }

    private static io.cloudevents.CloudEvent toSdk(CloudEvent<byte[]> event) {
        CloudEventBuilder builder = new CloudEventBuilder();
        builder.withId(event.id()).withType(event.type()).withSource(URI.create(event.source()));
        if (event.subject() != null) {
            builder.withSubject(event.subject());
        }
        if (event.time() != null) {
            builder.withTime(event.time());
        }
        if (event.dataSchema() != null) {
            builder.withDataSchema(URI.create(event.dataSchema()));
        }
        if (event.dataContentType() != null) {
            builder.withDataContentType(event.dataContentType());
        }
        if (event.data() != null && event.data().length > 0) {
            builder.withData(event.data());
        }
        event.extensions().forEach((name, value) -> builder.withExtension(name, value));
        return builder.build();
    }
}
