package dev.muster.gateway.program;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether an attempt's program shows life: waiting at Ray is life, running is only when its beat changes. What it left
 * and is being stored lives by itself, since nobody looks at its beat meanwhile. Thread-safe.
 */
final class Life {
    private final InstantSource clock;
    private final Duration silence;
    private String beat = "";
    private Instant last;
    private boolean storing;

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

    /** Whether something that it left is being stored from now on. */
    synchronized void storing(boolean now) {
        storing = now;
    }

    synchronized boolean shown() {
        return storing || Duration.between(last, clock.instant()).compareTo(silence) < 0;
    }
}
