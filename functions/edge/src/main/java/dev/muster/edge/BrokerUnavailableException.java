package dev.muster.edge;

import dev.muster.contract.TemporaryTrouble;
import io.cloudevents.CloudEvent;
import java.net.URI;

/** The broker did not take an event; the same event may be sent again. */
public final class BrokerUnavailableException extends RuntimeException implements TemporaryTrouble {
    private BrokerUnavailableException(String message) {
        super(message);
    }

    static BrokerUnavailableException answered(URI broker, CloudEvent event, int status) {
        return new BrokerUnavailableException(
                "broker " + broker + " answered " + status + " to " + event.getType() + " " + event.getId());
    }

    static BrokerUnavailableException unreachable(URI broker, CloudEvent event, Exception cause) {
        BrokerUnavailableException exception = new BrokerUnavailableException(
                "broker " + broker + " was not reached with " + event.getType() + " " + event.getId() + ": " + cause);
        exception.initCause(cause);
        return exception;
    }
}
