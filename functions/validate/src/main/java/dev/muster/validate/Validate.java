package dev.muster.validate;

import dev.muster.contract.BatchAccepted;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.ledger.Acceptance;
import dev.muster.validate.Requests.Request;
import dev.muster.validate.pipeline.Pipelines;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The function <em>validate</em>: requests and foreign events become accepted, rejected or skipped batches. Bad input
 * never throws; trouble with the ledger or a disk does, and the event is to be delivered again.
 */
public final class Validate implements EventHandler {
    private static final String OWN = "dev.muster.";

    private final Requests requests;
    private final Admission admission;
    private final Clock clock;

    private Validate(Requests requests, Admission admission, Clock clock) {
        this.requests = requests;
        this.admission = admission;
        this.clock = clock;
    }

    /**
     * Wires it up.
     *
     * @throws InvalidInputException with everything that is wrong in the pipelines file
     */
    public static Validate open(ValidateConfig config, Resolver resolver, Admission admission, Clock clock) {
        Path file = config.pipelines();
        Pipelines pipelines = file == null ? Pipelines.NONE : Pipelines.read(file);
        return new Validate(new Requests(resolver, pipelines), admission, clock);
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        return answer(event).stream().map(Answer::event).toList();
    }

    /**
     * Answers an event: one answer for a request, one for each pipeline that a foreign event starts; none for the
     * events that Muster makes itself.
     */
    public List<Answer> answer(CloudEvent event) {
        if (event.getType().startsWith(OWN) && !event.getType().equals(EventTypes.BATCH_REQUESTED)) {
            return List.of();
        }
        BatchId whole = BatchId.derive(event.getSource().toString(), event.getId());
        try {
            Optional<String> idle = reasonToSkip(event);
            if (idle.isPresent()) {
                return List.of(skipped(event, idle.get()));
            }
            List<Request> asked = requests.of(event);
            return asked.isEmpty()
                    ? List.of(skipped(event, "no pipeline starts on " + event.getType() + " from " + event.getSource()))
                    : asked.stream().map(request -> answer(request, event)).toList();
        } catch (InvalidInputException e) {
            return List.of(rejected(event, event.getId(), whole, e.problems()));
        }
    }

    private Answer answer(Request request, CloudEvent event) {
        try {
            Resolved resolved = inTime(request.batch().resolve(), event);
            Answer answer = accept(
                    resolved, request.id(), request.cause(), event.getSource().toString());
            return new Answer(answer.decision(), Replies.inReply(event, answer.event()));
        } catch (InvalidInputException e) {
            return rejected(event, request.cause(), request.id(), e.problems());
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
        return new Answer(decision, Replies.accepted(new BatchAccepted(id, spec.name(), jobs), clock.instant()));
    }

    private Answer rejected(CloudEvent event, String cause, BatchId batch, List<Problem> problems) {
        admission.refuse(cause, event.getSource().toString(), problems);
        return new Answer(new Decision.Rejected(problems), Replies.rejected(event, batch, problems));
    }

    private static Answer skipped(CloudEvent event, String reason) {
        return new Answer(new Decision.Skipped(reason), Replies.skipped(event, reason));
    }

    private Optional<String> reasonToSkip(CloudEvent event) {
        if (event.getType().startsWith("com.amazonaws.s3.TestEvent")) {
            return Optional.of("S3 sends it to test the way here");
        }
        return expiry(event).filter(clock.instant()::isAfter).map(expiry -> "it expired at " + expiry);
    }

    /** What an event asks for is of no use either once the event is not. */
    private static Resolved inTime(Resolved resolved, CloudEvent event) {
        BatchSpec spec = resolved.spec();
        return expiry(event)
                .map(expiry -> new Resolved(spec.with(spec.queueing().by(expiry)), resolved.profiles()))
                .orElse(resolved);
    }

    /** When an event stops to be of use (CloudEvents extension {@code expirytime}). */
    private static Optional<Instant> expiry(CloudEvent event) {
        Object expiry = event.getExtension("expirytime");
        if (expiry == null || expiry instanceof OffsetDateTime) {
            return Optional.ofNullable((OffsetDateTime) expiry).map(OffsetDateTime::toInstant);
        }
        try {
            return Optional.of(OffsetDateTime.parse(expiry.toString()).toInstant());
        } catch (DateTimeException e) {
            String message = "is no time: " + expiry;
            throw InvalidInputException.of(Problem.at("expirytime", message, "write it like 2026-01-31T12:00:00Z"));
        }
    }
}
