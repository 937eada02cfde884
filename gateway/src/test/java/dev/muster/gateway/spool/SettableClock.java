package dev.muster.gateway.spool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as a test wants it. */
final class SettableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
