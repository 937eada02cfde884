package dev.muster.contract;

import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * A function of the pipeline, free of any framework: one event in, any number out. It commits before it returns, and
 * the same event handled again returns the very same events, so a redelivery repairs a lost answer.
 */
@FunctionalInterface
public interface EventHandler {
    /**
     * Handles one event.
     *
     * @return events to emit, in order; empty for none
     * @throws RuntimeException when the event could not be handled now; deliver it again
     */
    List<CloudEvent> handle(CloudEvent event);
}
