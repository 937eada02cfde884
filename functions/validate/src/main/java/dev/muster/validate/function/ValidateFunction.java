package dev.muster.validate.function;

import dev.muster.edge.quarkus.Dispatcher;
import dev.muster.validate.Validate;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The function <em>validate</em>: requests and foreign events come in, accepted, rejected and skipped batches go out.
 * Made at the start, so that a wrong configuration shows at once.
 */
@Startup
@Singleton
public class ValidateFunction {
    private final Dispatcher dispatcher;
    private final Validate core;

    @Inject
    ValidateFunction(Dispatcher dispatcher, Validate core) {
        this.dispatcher = dispatcher;
        this.core = core;
    }

    /** Handles an event; the Trigger has chosen it, so its type is not looked at here. */
    @Funq
    @CloudEventMapping(trigger = "*")
    public void validate(CloudEvent<byte[]> event) {
        dispatcher.dispatch(event, core);
    }
}
