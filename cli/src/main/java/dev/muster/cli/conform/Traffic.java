package dev.muster.cli.conform;

import dev.muster.contract.EventTypes;
import java.util.Map;
import java.util.Set;

/**
 * The events of a function.
 *
 * @param in what it has to hear of, by type
 * @param out what it answers with, by type; the ticks of train answer nothing, so that it hears them is no circle
 */
record Traffic(Set<String> in, Set<String> out) {
    private static final Traffic NONE = new Traffic(Set.of(), Set.of());

    private static final Map<String, Traffic> FUNCTIONS = Map.of(
            "validate",
            new Traffic(
                    Set.of(EventTypes.BATCH_REQUESTED, EventTypes.PING, EventTypes.S3_OBJECT_CREATED_PREFIX + ":Put"),
                    Set.of(EventTypes.BATCH_ACCEPTED, EventTypes.BATCH_REJECTED, EventTypes.BATCH_SKIPPED)),
            "train",
            new Traffic(
                    Set.of(EventTypes.BATCH_ACCEPTED, EventTypes.JOBS_FINISHED, EventTypes.SWEEP_REQUESTED), Set.of()),
            "aggregate",
            new Traffic(
                    Set.of(EventTypes.JOBS_FINISHED, EventTypes.JOBS_PROGRESSED, EventTypes.SWEEP_REQUESTED),
                    Set.of(EventTypes.BATCH_COMPLETED, EventTypes.MODEL_PROMOTED)));

    /** Of a subscriber; none of one that is no function of ours. */
    static Traffic of(String subscriber) {
        return FUNCTIONS.getOrDefault(subscriber, NONE);
    }
}
