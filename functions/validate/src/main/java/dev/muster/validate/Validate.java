package dev.muster.validate;

import dev.muster.contract.BatchAccepted;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchRejected;
import dev.muster.contract.BatchSkipped;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.InvalidInputException;
import dev.muster.ledger.Acceptance;
import dev.muster.validate.Requests.Request;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The function <em>validate</em>: requests and foreign events become accepted, rejected or skipped batches. Bad input
 * never throws; trouble with the ledger or a disk does, and the event is to be delivered again.
 */
public final class Validate implements EventHandler {
    private static final String SOURCE = "/muster/validate";
    private static final List<String> PASSED_ON = List.of("traceparent", "tracestate", "correlationid");

    private final Resolver resolver;
    private final Admission admission;
    private final Clock clock;

    private Validate(Resolver resolver, Admission admission, Clock clock) {
        this.resolver = resolver;
        this.admission = admission;
        this.clock = clock;
    }

    /** Wires it up. */
    public static Validate open(Resolver resolver, Admission admission, Clock clock) {
        return new Validate(resolver, admission, clock);
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
        if (event.getType().startsWith("dev.muster.") && !event.getType().equals(EventTypes.BATCH_REQUESTED)) {
            return List.of();
        }
        String origin = event.getSource().toString();
        try {
            if (expired(event)) {
                return List.of(skipped(event, "it expired at " + event.getExtension("expirytime")));
            }
            List<Request> asked = Requests.of(event);
            return asked.isEmpty()
                    ? List.of(skipped(event, "no pipeline starts on " + event.getType() + " from " + origin))
                    : asked.stream().map(request -> answer(request, event)).toList();
        } catch (InvalidInputException e) {
            return List.of(rejected(event, event.getId(), e));
        }
    }

    private Answer answer(Request request, CloudEvent event) {
        try {
            Resolved resolved = resolver.resolve(request.text());
            Answer answer = accept(
                    resolved,
                    BatchId.derive(request.origin(), request.key()),
                    event.getId(),
                    event.getSource().toString());
            return new Answer(answer.decision(), passOn(event, answer.event()));
        } catch (InvalidInputException e) {
            return rejected(event, request.key(), e);
        }
    }

    /**
     * Makes a batch durable that was resolved before.
     *
     * @param id derived from what asked for it
     * @param cause id of that, as an event or a command
     * @param origin source of that
     */
    public Answer accept(Resolved resolved, BatchId id, String cause, String origin) {
        BatchSpec spec = resolved.spec();
        Acceptance acceptance = admission.accept(id, spec, resolved.profiles(), cause, origin);
        int jobs = spec.jobs().size();
        Decision decision = acceptance.fresh()
                ? new Decision.Accepted(id, spec.name(), jobs)
                : new Decision.Known(id, spec.name(), jobs, acceptance.state());
        return new Answer(
                decision,
                Events.of(
                        EventTypes.BATCH_ACCEPTED,
                        SOURCE,
                        id.value(),
                        id.value(),
                        clock.instant(),
                        new BatchAccepted(id, spec.name(), jobs)));
    }

    private Answer rejected(CloudEvent event, String key, InvalidInputException refused) {
        String origin = event.getSource().toString();
        admission.refuse(event.getId(), origin, refused.problems());
        CloudEvent says = Events.of(
                EventTypes.BATCH_REJECTED,
                SOURCE,
                event.getId(),
                origin + ' ' + event.getId() + ' ' + key,
                clock.instant(),
                new BatchRejected(event.getId(), refused.problems()));
        return new Answer(new Decision.Rejected(refused.problems()), passOn(event, says));
    }

    private Answer skipped(CloudEvent event, String reason) {
        CloudEvent says = Events.of(
                EventTypes.BATCH_SKIPPED,
                SOURCE,
                event.getId(),
                event.getSource().toString() + ' ' + event.getId(),
                clock.instant(),
                new BatchSkipped(event.getId(), reason));
        return new Answer(new Decision.Skipped(reason), passOn(event, says));
    }

    private boolean expired(CloudEvent event) {
        Object expiry = event.getExtension("expirytime");
        if (expiry instanceof OffsetDateTime time) {
            return time.toInstant().isBefore(clock.instant());
        }
        return expiry instanceof String text && Requests.time(text).isBefore(clock.instant());
    }

    private static CloudEvent passOn(CloudEvent from, CloudEvent to) {
        CloudEventBuilder builder = CloudEventBuilder.v1(to).withExtension("causationid", from.getId());
        for (String name : PASSED_ON) {
            Object value = from.getExtension(name);
            if (value != null) {
                builder.withExtension(name, value.toString());
            }
        }
        return builder.build();
    }
}
