package dev.muster.edge.quarkus;

import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A function that keeps what it gets, fails as it is told, and emits the event again. */
@Singleton
public class StubFunction {
    final Queue<io.cloudevents.CloudEvent> received = new ConcurrentLinkedQueue<>();
    volatile RuntimeException failure;
    volatile boolean emitting;
    volatile boolean there = true;

    private final Dispatcher dispatcher;

    StubFunction(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Funq
    @CloudEventMapping(trigger = "*")
    public void stub(CloudEvent<byte[]> event) {
        dispatcher.dispatch(event, this::handle);
    }

    private List<io.cloudevents.CloudEvent> handle(io.cloudevents.CloudEvent event) {
        if (failure != null) {
            throw failure;
        }
        received.add(event);
        return emitting ? List.of(event) : List.of();
    }

    @Produces
    Dependency dependency() {
        return new Dependency("stub", () -> {
            if (!there) {
                throw new IllegalStateException("gone");
            }
        });
    }

    /** The configuration of a function that needs nothing of its own. */
    @ConfigMapping(prefix = "muster")
    interface Config extends EdgeConfig {}
}
