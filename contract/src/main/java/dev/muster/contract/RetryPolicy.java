package dev.muster.contract;

import java.time.Duration;

/**
 * How often and how patiently a failed attempt is tried again: exponential backoff with jitter.
 *
 * @param attempts how many in all, at least 1 ({@code RETRY_ATTEMPTS})
 * @param delay before the second attempt; doubles each time, at most {@link #CEILING} ({@code RETRY_DELAY})
 */
public record RetryPolicy(int attempts, Duration delay) {
    /** Three attempts, one second. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofSeconds(1));

    /** No wait is longer. */
    public static final Duration CEILING = Duration.ofMinutes(5);

    public RetryPolicy {
        if (attempts < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("no such retry policy: " + attempts + " attempts, delay " + delay);
        }
    }

    /**
     * The wait after an attempt failed: half of it fixed, half drawn from a hash of the key, so that a redelivery
     * computes the same time and siblings spread out.
     *
     * @param attempt that failed, counted from 1
     * @param key what the jitter derives from, such as the job's id
     */
    public Duration backoff(int attempt, String key) {
        long full = Math.min(CEILING.toMillis(), delay.toMillis() << Math.min(attempt - 1, 20));
        long spread = Long.parseUnsignedLong(
                Digest.id("", key, String.valueOf(attempt)).substring(0, 8), 16);
        return Duration.ofMillis(full / 2 + Math.round(full / 2.0 * spread / 0xFFFF_FFFFL));
    }

    /** As {@link #backoff(int, String)}, and no longer than one can afford to wait. */
    public Duration backoff(int attempt, String key, Duration most) {
        Duration wait = backoff(attempt, key);
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
