package dev.muster.embedded.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * How hard a broker tries (Knative's {@code DeliverySpec}).
 *
 * @param retry how often again after the first try
 * @param backoff how waits grow
 * @param delay before the first retry
 * @param timeout of one try; zero for none
 * @param deadLetterSink name or address of where undeliverable events go
 */
public record Delivery(int retry, Backoff backoff, Duration delay, Duration timeout, Optional<String> deadLetterSink) {
    /** What Knative does when nothing is said: ten retries, exponential from 0.2 s, no time-out, no dead letters. */
    public static final Delivery DEFAULT =
            new Delivery(10, Backoff.EXPONENTIAL, Duration.ofMillis(200), Duration.ZERO, Optional.empty());

    /** The wait before a retry, counted from 0. */
    Duration wait(int retry) {
        return backoff == Backoff.LINEAR
                ? delay.multipliedBy(retry + 1L)
                : delay.multipliedBy(1L << Math.min(retry, 30));
    }

    /** How waits grow from one retry to the next. */
    public enum Backoff {
        /** By the same amount. */
        LINEAR,
        /** To the double. */
        EXPONENTIAL
    }
}
