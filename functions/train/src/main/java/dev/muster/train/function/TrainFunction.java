package dev.muster.train.function;

import dev.muster.edge.quarkus.Dispatcher;
import dev.muster.train.Train;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The function <em>train</em>: wake-ups come in, chunks of jobs go to clusters. Made at the start, so that a wrong
 * configuration shows at once.
 */
@Startup
@Singleton
public class TrainFunction {
    private final Dispatcher dispatcher;
    private final Train core;

    @Inject
    TrainFunction(Dispatcher dispatcher, Train core) {
        this.dispatcher = dispatcher;
        this.core = core;
    }

    /** Handles an event; the Trigger has chosen it, so its type is not looked at here. */
    @Funq
    @CloudEventMapping(trigger = "*")
    public void train(CloudEvent<byte[]> event) {
        dispatcher.dispatch(event, core);
    }
}
