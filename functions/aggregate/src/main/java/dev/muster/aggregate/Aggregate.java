package dev.muster.aggregate;

import dev.muster.contract.BatchId;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.ledger.Joins;
import dev.muster.ledger.Ledger;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what attempts report, and gives a batch its verdict once all its jobs have ended; a sweep finds the batches
 * that no event led to. Emits {@link EventTypes#BATCH_COMPLETED} and {@link EventTypes#MODEL_PROMOTED}, and the very
 * same ones when the event that led to them comes again. Thread-safe.
 */
public final class Aggregate implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregate.class);

    private final Ledger ledger;
    private final Manifests manifests;
    private final Duration lease;

    /**
     * Works on this ledger.
     *
     * @param manifests what successes are checked against
     * @param lease that a sign of life gives an attempt
     */
    public Aggregate(Ledger ledger, Manifests manifests, Duration lease) {
        this.ledger = ledger;
        this.manifests = manifests;
        this.lease = lease;
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        switch (event.getType()) {
            case EventTypes.JOBS_PROGRESSED ->
                ledger.results()
                        .progress(Events.data(event, JobsProgressed.class).progress(), lease);
            case EventTypes.JOBS_FINISHED -> {
                var results = Events.data(event, JobsFinished.class).results();
                judge(ledger.results().record(manifests.check(results)), event);
            }
            default -> judge(ledger.joins().waiting(), event);
        }
        return List.of();
    }

    private void judge(Collection<BatchId> batches, CloudEvent cause) {
        Joins joins = ledger.joins();
        for (BatchId batch : batches) {
            joins.ready(batch).ifPresent(join -> joins.complete(Judge.judge(join), cause.getId()));
        }
    }
}
