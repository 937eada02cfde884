package dev.muster.embedded.broker;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.TemporaryTrouble;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subscriber did not take an event. */
public final class DeliveryException extends RuntimeException {
    // Knative retries when there is no answer, on any 5xx, and on these.
    private static final Set<Integer> RETRIED = Set.of(404, 408, 409, 429);

    private final int status;

    private DeliveryException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static DeliveryException answered(int status, String body) {
        return new DeliveryException(status, body, null);
    }

    static DeliveryException late(Duration timeout) {
        return new DeliveryException(504, "no answer within " + timeout, null);
    }

    static DeliveryException noAnswer(Throwable cause) {
        return new DeliveryException(503, "no answer: " + cause, cause);
    }

    /** What a subscriber threw, as the HTTP status that its function would answer. */
    static DeliveryException of(Throwable cause) {
        if (cause instanceof DeliveryException delivery) {
            return delivery;
        }
        return new DeliveryException(statusOf(cause), cause.toString(), cause);
    }

    private static int statusOf(Throwable cause) {
        if (cause instanceof InvalidInputException) {
            return 400;
        }
        return cause instanceof TemporaryTrouble trouble && trouble.temporary() ? 503 : 500;
    }

    /** The HTTP status that the subscriber answered, or would have. */
    public int status() {
        return status;
    }

    /** Whether trying again may help. */
    boolean retried() {
        return status >= 500 || RETRIED.contains(status);
    }
}
