package dev.muster.tests.crash;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sees every step pass, and kills a function before or after the one that it waits for. Thread-safe. */
final class Witness {
    /** On which side of a step. */
    enum Side {
        BEFORE,
        AFTER
    }

    private final Consumer<Step> killer;
    private final Set<Step> seen = new LinkedHashSet<>();
    private final AtomicReference<@Nullable Death> death = new AtomicReference<>();
    private volatile String life = "none";

    /**
     * One that is not armed.
     *
     * @param killer ends the function whose step it is, at once
     */
    Witness(Consumer<Step> killer) {
        this.killer = killer;
    }

    /** A function is about to take a step; whether it lives to take it. */
    boolean before(String function, String what) {
        note(function, what);
        return !dies(function, what, Side.BEFORE);
    }

    /** A function took a step, and does not know it yet; whether it lives to know. */
    boolean after(String function, String what) {
        return !dies(function, what, Side.AFTER);
    }

    private synchronized void note(String function, String what) {
        seen.add(new Step(life, function, what));
    }

    private boolean dies(String function, String what, Side side) {
        Death next = death.get();
        boolean hit = next != null
                && next.step.function().equals(function)
                && next.step.what().equals(what)
                && next.side == side
                && death.compareAndSet(next, null);
        if (hit && next != null) {
            killer.accept(next.step);
            next.done.countDown();
        }
        return hit;
    }

    /** What happens from now on happens in a life of that name. */
    void begin(String name) {
        life = name;
    }

    /** The next function to take its step dies. */
    void kill(Death next) {
        death.set(next);
    }

    /** Nobody dies any more. */
    void spare() {
        death.set(null);
    }

    /** The steps since the last time, in the order in which they were first seen. */
    synchronized List<Step> steps() {
        List<Step> steps = List.copyOf(seen);
        seen.clear();
        return steps;
    }

    /** A death to come. */
    static final class Death {
        private final Step step;
        private final Side side;
        private final CountDownLatch done = new CountDownLatch(1);

        Death(Step step, Side side) {
            this.step = step;
            this.side = side;
        }

        /** Whether it came. */
        boolean carriedOut() {
            try {
                return done.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
