package dev.muster.gateway.http;

import dev.muster.gateway.backend.Backend;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the cluster is there; asked at most once a second, since anybody may ask. Thread-safe. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Backend backend;
    private final InstantSource clock;
    private Instant asked = Instant.MIN;
    private boolean well;

    Health(Backend backend, InstantSource clock) {
        this.backend = backend;
        this.clock = clock;
    }

    synchronized Answer answer() {
        Instant now = clock.instant();
        if (asked.isBefore(now.minus(KEPT))) {
            asked = now;
            well = ask();
        }
        return new Answer.Status(well ? 200 : 503);
    }

    private boolean ask() {
        try {
            var unused = backend.capacity();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("the cluster cannot be reached: {}", e.toString());
            return false;
        }
    }
}
