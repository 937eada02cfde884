package dev.muster.embedded.broker;

import java.time.Duration;

/**
 * How a broker runs.
 *
 * @param concurrency deliveries to one subscriber at a time
 * @param capacity deliveries under way, beyond which whoever emits from outside waits
 * @param drain how long {@link Broker#close()} waits for deliveries under way
 * @param turbulence what goes wrong on purpose
 */
public record BrokerOptions(int concurrency, int capacity, Duration drain, Turbulence turbulence) {
    /** Four at a time, ten thousand under way, ten seconds to drain, and as {@link Turbulence#PROPERTY} says. */
    public static BrokerOptions defaults() {
        return new BrokerOptions(4, 10_000, Duration.ofSeconds(10), Turbulence.fromProperty());
    }

    public BrokerOptions {
        if (concurrency < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "a broker needs room: concurrency " + concurrency + ", capacity " + capacity);
        }
    }

    /** The same with other turbulence. */
    public BrokerOptions with(Turbulence other) {
        return new BrokerOptions(concurrency, capacity, drain, other);
    }
}
