package dev.muster.validate;

import io.cloudevents.CloudEvent;

/**
 * A decision, and the event that tells the rest of the pipeline.
 *
 * @param decision as committed
 * @param event to emit; the same one whenever the same request is answered
 */
public record Answer(Decision decision, CloudEvent event) {}
