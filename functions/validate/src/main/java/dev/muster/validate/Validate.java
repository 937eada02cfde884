package dev.muster.validate;

import dev.muster.contract.BatchId;
import dev.muster.contract.EventHandler;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.util.List;

/**
 * The function <em>validate</em>: requests and foreign events become accepted, rejected or skipped batches. Bad input
 * never throws; trouble with the ledger or a disk does, and the event is to be delivered again.
 */
public final class Validate implements EventHandler {
    private Validate() {}

    /**
     * Wires it up.
     *
     * @throws dev.muster.contract.InvalidInputException when the pipelines file is wrong
     */
    public static Validate open(ValidateConfig config, Resolver resolver, Admission admission, Clock clock) {
        throw new UnsupportedOperationException("to be written for " + config + resolver + admission + clock);
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        return answer(event).stream().map(Answer::event).toList();
    }

    /**
     * Answers an event: one answer for a request, one for each pipeline that a foreign event starts; none for the
     * events that this function makes itself.
     */
    public List<Answer> answer(CloudEvent event) {
        throw new UnsupportedOperationException("to be written for " + event);
    }

    /**
     * Makes a batch durable that was resolved before.
     *
     * @param id derived from what asked for it
     * @param cause id of that, as an event or a command
     * @param origin source of that
     */
    public Answer accept(Resolved resolved, BatchId id, String cause, String origin) {
        throw new UnsupportedOperationException("to be written for " + resolved + id + cause + origin);
    }
}
