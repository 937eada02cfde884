package dev.muster.gateway.program;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time passes when a test says so. */
final class ManualClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
