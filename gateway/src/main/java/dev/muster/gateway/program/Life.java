package dev.muster.gateway.program;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether an attempt's program shows life: waiting at Ray is life, running is only when its beat changes. Thread-safe.
 */
final class Life {
    private final InstantSource clock;
    private final Duration silence;
    private String beat = "";
    private Instant last;

    Life(InstantSource clock, Duration silence) {
        this.clock = clock;
        this.silence = silence;
        this.last = clock.instant();
    }

    /** What was seen of it just now. */
    synchronized void note(RayJob job, String beat) {
        if (job.status() == RayJob.Status.PENDING || !beat.equals(this.beat)) {
            last = clock.instant();
        }
        this.beat = beat;
    }

    synchronized boolean shown() {
        return Duration.between(last, clock.instant()).compareTo(silence) < 0;
    }
}
