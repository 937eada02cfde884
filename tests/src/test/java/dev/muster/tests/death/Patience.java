package dev.muster.tests.death;

import dev.muster.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens by itself. */
final class Patience {
    /** The machine may be busy with other tests. */
    static final Duration LONG = Duration.ofSeconds(150);

    private Patience() {}

    /** Looks again and again until it is so; a look that fails, as while the ledger is away, sees nothing. */
    static void until(String what, BooleanSupplier look) {
        Instant end = Instant.now().plus(LONG);
        while (!seen(look)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not happen in " + LONG + ": " + what);
            }
            pause(Duration.ofMillis(50));
        }
    }

    private static boolean seen(BooleanSupplier look) {
        try {
            return look.getAsBoolean();
        } catch (LedgerException e) {
            return false;
        }
    }

    /** As {@link #until}, for a value. */
    static <T> T first(String what, Supplier<T> look) {
        Holder<T> found = new Holder<>();
        until(what, () -> {
            found.value = look.get();
            return found.value != null;
        });
        return found.value;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Holder<T> {
        private T value;
    }
}
