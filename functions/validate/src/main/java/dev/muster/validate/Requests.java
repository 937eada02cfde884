package dev.muster.validate;

import dev.muster.contract.BatchId;
import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.validate.pipeline.Pipelines;
import dev.muster.validate.pipeline.Start;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.List;
import java.util.Objects;

/**
 * Which batches events ask for.
 *
 * @param resolver that checks them
 * @param pipelines that map foreign events to batches
 */
record Requests(Resolver resolver, Pipelines pipelines) {
    /**
     * The batches that an event asks for; none when it asks for nothing.
     *
     * @throws InvalidInputException when it is not what it says to be
     */
    List<Request> of(CloudEvent event) {
        if (event.getType().equals(EventTypes.BATCH_REQUESTED)) {
            return List.of(requested(event));
        }
        return pipelines.starts(event).stream()
                .map(start -> started(start, event))
                .toList();
    }

    private Request requested(CloudEvent event) {
        CloudEventData data = event.getData();
        if (data == null) {
            throw InvalidInputException.of(
                    Problem.at("data", "the event has none", "send a batch file, as JSON or YAML"));
        }
        BatchId id = BatchId.derive(event.getSource().toString(), event.getId());
        BatchText text = BatchText.of(data.toBytes(), Objects.requireNonNullElse(event.getSubject(), "batch"));
        return new Request(id, event.getId(), () -> resolver.resolve(text));
    }

    private Request started(Start start, CloudEvent event) {
        BatchId id = BatchId.derive("pipeline " + start.pipeline(), start.identity());
        // One event may start several batches, and each has what became of it noted.
        String cause = event.getId() + " for the pipeline " + start.pipeline();
        return new Request(id, cause, () -> resolver.resolve(start, pipelines.folders()));
    }

    /**
     * One batch that an event asks for.
     *
     * @param id the same whenever the same thing is asked for
     * @param cause which event asks, and for which pipeline
     * @param batch checks it, and throws {@link InvalidInputException} with what is wrong with it
     */
    record Request(BatchId id, String cause, Check batch) {}

    /** What remains to be done for a request. */
    @FunctionalInterface
    interface Check {
        /** Checks a batch file and fills everything in. */
        Resolved resolve();
    }
}
