package dev.muster.aggregate;

import dev.muster.contract.BatchId;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.ledger.Doors;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what attempts report, and gives a batch its verdict once it is time; a sweep finds the batches that no event
 * led to and those whose deadline has passed, posts verdicts to those that want to hear them, and seals the audit.
 * Emits {@link EventTypes#BATCH_COMPLETED} and {@link EventTypes#MODEL_PROMOTED}, and the very same ones when the event
 * that led to them comes again. Thread-safe.
 */
public final class Aggregate implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregate.class);

    private final Doors ledger;
    private final Manifests manifests;
    private final Notifier notifier;
    private final Duration lease;

    /**
     * Works on this ledger.
     *
     * @param manifests what successes are checked against
     * @param notifier who posts verdicts
     * @param lease that a sign of life gives an attempt
     */
    public Aggregate(Doors ledger, Manifests manifests, Notifier notifier, Duration lease) {
        this.ledger = ledger;
        this.manifests = manifests;
        this.notifier = notifier;
        this.lease = lease;
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        return switch (event.getType()) {
            case EventTypes.JOBS_PROGRESSED -> progressed(event);
            case EventTypes.JOBS_FINISHED -> finished(event);
            default -> swept(event);
        };
    }

    private List<CloudEvent> progressed(CloudEvent event) {
        ledger.results().progress(Events.data(event, JobsProgressed.class).progress(), lease);
        return List.of();
    }

    private List<CloudEvent> finished(CloudEvent event) {
        List<JobResult> results = Events.data(event, JobsFinished.class).results();
        judge(ledger.results().record(manifests.check(results)), event);
        return answers(event);
    }

    private List<CloudEvent> swept(CloudEvent event) {
        judge(ledger.joins().waiting(), event);
        notifier.deliver();
        ledger.seal();
        return answers(event);
    }

    /**
     * Judges those that it is time for. One that cannot be judged holds up no other, and is not the event's fault: what
     * the event said is recorded, and every sweep judges again.
     */
    private void judge(Collection<BatchId> batches, CloudEvent cause) {
        for (BatchId batch : batches) {
            try {
                ledger.joins()
                        .ready(batch)
                        .flatMap(Judge::judge)
                        .ifPresent(verdict -> ledger.joins().complete(verdict, cause.getId()));
            } catch (RuntimeException e) {
                LOG.error("batch {} could not be judged; the next sweep tries again", batch, e);
            }
        }
    }

    /** Asked of the ledger and not remembered from judging, so that a redelivered event gets the same answer. */
    private List<CloudEvent> answers(CloudEvent cause) {
        return ledger.joins().completedBy(cause.getId()).stream()
                .flatMap(completion -> Answers.of(completion).stream())
                .toList();
    }
}
