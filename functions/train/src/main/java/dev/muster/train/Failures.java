package dev.muster.train;

import org.jspecify.annotations.Nullable;

/** Keeps what went wrong with one cluster from stopping the others, and throws it at the end. */
final class Failures {
    private @Nullable RuntimeException first;

    /** Whether the action went well. */
    boolean catching(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
            return false;
        }
    }

    /** Throws the first failure, with the later ones suppressed in it; does nothing when all went well. */
    void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
