package dev.muster.edge.quarkus;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What every function is told; each deployable's own configuration adds to it. */
public interface EdgeConfig {
    /** The broker that events are posted to. */
    Broker broker();

    /** How calls that leave the process are tried again. */
    Retry retry();

    /** Where events go. */
    interface Broker {
        /** Address of the broker's ingress ({@code K_SINK}, or {@code MUSTER_BROKER_URL}, which wins). */
        @WithConverter(HttpAddress.class)
        URI url();

        /** How long one try to post an event may take ({@code MUSTER_BROKER_TIMEOUT}). */
        @WithConverter(Seconds.class)
        @WithDefault("10")
        Duration timeout();
    }

    /** Exponential backoff with jitter. */
    interface Retry {
        /** How many tries in all, at least 1 ({@code RETRY_ATTEMPTS}). */
        @WithConverter(Count.class)
        @WithDefault("3")
        int attempts();

        /** The wait before the second try, which doubles each time ({@code RETRY_DELAY}, in seconds). */
        @WithConverter(Seconds.class)
        @WithDefault("1.0")
        Duration delay();
    }
}
