package dev.muster.tests.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time as it passes in a simulated world: what is to happen, in order, and the clock that whoever acts reads. */
final class Timeline extends Clock {
    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private Duration jumped = Duration.ZERO;
    private Duration wrong = Duration.ZERO;
    private long number;

    void in(Duration wait, Runnable step) {
        waiting.add(new Due(now.plus(wait), number++, step));
    }

    /** Lets the next thing happen; whether there was one. */
    boolean step() {
        Due next = waiting.poll();
        if (next == null) {
            return false;
        }
        now = next.at.isAfter(now) ? next.at : now;
        next.step.run();
        return true;
    }

    /** All clocks go forward, and things take the time that they take. */
    void jump(Duration by) {
        jumped = jumped.plus(by);
    }

    /** The clock of one who acts is wrong by that much; by how much it was before. */
    Duration wrong(Duration by) {
        Duration before = wrong;
        wrong = by;
        return before;
    }

    /** What a clock shows that is right. */
    Instant now() {
        return now.plus(jumped);
    }

    @Override
    public Instant instant() {
        return now().plus(wrong);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private record Due(Instant at, long number, Runnable step) {}
}
