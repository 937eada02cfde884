package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends actors that cannot be reasoned with: those that do not stop in time, and those that give no sign of life for as
 * long as a lease. Thread-safe, but for {@link #look}, which one thread calls.
 */
final class Warden {
    /** As many heartbeats make a lease. */
    private static final int LEASE = 6;

    private final Lives lives;
    private final Duration patience;
    private final Duration grace;
    private final InstantSource clock;
    private final Map<Attempt, Instant> expected = new ConcurrentHashMap<>();

    /**
     * Watches nobody yet.
     *
     * @param grace for writing a checkpoint, once asked to stop
     */
    Warden(Lives lives, Duration heartbeat, Duration grace, InstantSource clock) {
        this.lives = lives;
        this.patience = heartbeat.multipliedBy(LEASE);
        this.grace = grace;
        this.clock = clock;
    }

    /** Expects attempts to stop, within the grace. */
    void expect(Collection<Attempt> attempts) {
        Instant end = clock.instant().plus(grace);
        attempts.forEach(attempt -> expected.putIfAbsent(attempt, end));
    }

    /** Looks after the slots; returns those that are silent. */
    List<Slot> look(List<Slot> slots) {
        List<Slot> silent = lives.silent(slots);
        for (Slot slot : slots) {
            if (slot.attempts().stream().anyMatch(this::overdue)) {
                slot.kill(Slot.Death.TOO_SLOW_TO_STOP);
            } else if (silent.contains(slot) && lives.silence(slot).compareTo(patience) > 0) {
                slot.kill(Slot.Death.SILENT);
            }
        }
        expected.keySet().retainAll(Pool.attempts(slots));
        return silent;
    }

    private boolean overdue(Attempt attempt) {
        Instant end = expected.get(attempt);
        return end != null && clock.instant().isAfter(end);
    }
}
