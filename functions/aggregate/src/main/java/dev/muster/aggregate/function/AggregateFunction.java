package dev.muster.aggregate.function;

import dev.muster.aggregate.Aggregate;
import dev.muster.edge.quarkus.Dispatcher;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The function <em>aggregate</em>: results come in, verdicts and promoted models go out. Made at the start, so that a
 * wrong configuration shows at once.
 */
@Startup
@Singleton
public class AggregateFunction {
    private final Dispatcher dispatcher;
    private final Aggregate core;

    @Inject
    AggregateFunction(Dispatcher dispatcher, Aggregate core) {
        this.dispatcher = dispatcher;
        this.core = core;
    }

    /** Handles an event; the Trigger has chosen it, so its type is not looked at here. */
    @Funq
    @CloudEventMapping(trigger = "*")
    public void aggregate(CloudEvent<byte[]> event) {
        dispatcher.dispatch(event, core);
    }
}
