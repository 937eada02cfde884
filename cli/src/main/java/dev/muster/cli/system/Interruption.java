package dev.muster.cli.system;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody's wish that the work may end, such as Ctrl-C. */
public final class Interruption {
    private final CountDownLatch wished = new CountDownLatch(1);

    /** One that nobody has expressed yet. */
    public static Interruption never() {
        return new Interruption();
    }

    /** Expresses it; more than once is no more than once. */
    public void wish() {
        wished.countDown();
    }

    /** Whether it was expressed. */
    public boolean wished() {
        return wished.getCount() == 0;
    }

    /** Waits for it, and says whether it came. */
    public boolean within(Duration time) {
        boolean before = wished();
        try {
            // Once it came there is nothing to wait for on the latch, and callers still need their pause.
            return before ? pause(time) : wished.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wish();
            return true;
        }
    }

    private static boolean pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return true;
    }
}
