package dev.muster.ledger;

/**
 * How an event came to be a dead letter.
 *
 * @param subscriber who did not take it
 * @param status that was answered; 0 when nothing is known
 * @param error that was answered
 */
public record Death(String subscriber, int status, String error) {
    public Death {
        subscriber = DeadLetter.storable(subscriber);
        error = DeadLetter.storable(error);
    }

    Fault fault() {
        return Fault.of(status, error);
    }

    String fingerprint(String type) {
        return Fingerprint.of(fault(), type + " " + status, error);
    }
}
