package dev.muster.contract.gateway;

import dev.muster.contract.Attempt;

/**
 * The operations of a gateway: these and no others. All want a verified identity, but {@link #HEALTH}, which says
 * nothing. Bodies are JSON records of this package; problems are answered as {@code application/problem+json}.
 */
public final class GatewayApi {
    /** {@code POST} a {@link Submission}; 202 once all of it is taken. The same again changes nothing. */
    public static final String SUBMISSIONS = "/v1/submissions";
    /** {@code POST} a {@link Cancellation}; 202. Attempts that are not known are ignored. */
    public static final String CANCELLATIONS = "/v1/cancellations";
    /** {@code GET} the {@link ClusterCapacity}. */
    public static final String CAPACITY = "/v1/capacity";
    /** {@code GET} the {@link Fingerprint}. */
    public static final String FINGERPRINT = "/v1/fingerprint";
    /** {@code GET} the {@link AttemptStatus} of all attempts that wait, run, or ended lately. */
    public static final String ATTEMPTS = "/v1/attempts";
    /**
     * {@code GET} with {@code channel}, {@code after} (number of the last event seen, 0 at first) and {@code wait}
     * (seconds, at most 30): the {@link ChannelEvents} since, as soon as there are any. Asking for what comes after an
     * event says that it has arrived.
     */
    public static final String EVENTS = "/v1/events";
    /** {@code GET}: 200 while the gateway can reach its Ray cluster, otherwise 503. No identity needed. */
    public static final String HEALTH = "/healthz";

    private GatewayApi() {}

    /** {@code GET} the {@link AttemptStatus} of one attempt; 404 when it is not known. */
    public static String attempt(Attempt attempt) {
        return ATTEMPTS + "/" + attempt.batch().value() + "/" + attempt.job().value() + "/" + attempt.number();
    }

    /**
     * {@code GET} what an attempt has to say, as {@code text/plain}, line by line until it ends, or, with
     * {@code follow=false}, up to now.
     */
    public static String log(Attempt attempt) {
        return attempt(attempt) + "/log";
    }
}
