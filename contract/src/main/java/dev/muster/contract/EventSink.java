package dev.muster.contract;

import io.cloudevents.CloudEvent;

/** Where a component puts the events that it makes: the broker. */
@FunctionalInterface
public interface EventSink {
    /**
     * Hands an event over; returns once the broker has it.
     *
     * @throws RuntimeException when the broker did not take it; the same event may be sent again
     */
    void emit(CloudEvent event);
}
