package dev.muster.cli.system;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.BatchRejected;
import dev.muster.contract.BatchSkipped;
import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Problem;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.ledger.Ledger;
import dev.muster.validate.Admission;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The pipeline without a cluster: events are handled in this process, and what they queue is trained by whoever is at
 * work. What cannot be handled is a dead letter again.
 */
public final class Redelivery implements EventSink, AutoCloseable {
    private final Broker broker;
    private final Broker deadLetters;
    private final Queue<Problem> refused = new ConcurrentLinkedQueue<>();

    /** Handles events on this ledger. */
    public Redelivery(Ledger ledger, MusterConfig config, Clock clock) {
        ArtifactStore store = config.store();
        Notifier notifier =
                Notifier.inline(ledger, NotifierConfig.calling(config.validate().hosts()));
        this.broker = new Broker(Triggers.read(Triggers.BROKER), BrokerOptions.defaults())
                .subscribe(
                        "validate",
                        Validate.open(
                                config.validate(),
                                Resolver.open(config.validate()),
                                Admission.of(ledger.intake()),
                                clock))
                .subscribe("train", event -> List.of())
                .subscribe("aggregate", new Aggregate(ledger, Manifests.in(store), notifier, config.lease()));
        this.deadLetters = DeadLetters.of(broker, ledger);
        broker.tap(this::listen).start();
    }

    private void listen(CloudEvent event) {
        switch (event.getType()) {
            case EventTypes.BATCH_REJECTED -> {
                BatchRejected rejected = Events.data(event, BatchRejected.class);
                rejected.problems()
                        .forEach(it -> refused.add(new Problem(
                                "event " + rejected.cause() + ": " + it.place(),
                                it.line(),
                                it.column(),
                                it.message(),
                                it.fix())));
            }
            case EventTypes.BATCH_SKIPPED -> {
                BatchSkipped skipped = Events.data(event, BatchSkipped.class);
                refused.add(Problem.at(
                        "event " + skipped.cause(),
                        "asks for nothing any more: " + skipped.reason(),
                        "send what it asks for anew"));
            }
            default -> {}
        }
    }

    /** What was handled, and asks for no batch that could be made. */
    public List<Problem> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void emit(CloudEvent event) {
        broker.emit(event);
    }

    /** Waits until everything is handled, or lies dead again; false when that took too long. */
    public boolean await(Duration timeout) {
        return broker.awaitIdle(timeout) && deadLetters.awaitIdle(timeout);
    }

    @Override
    public void close() {
        try (deadLetters) {
            broker.close();
        }
    }
}
