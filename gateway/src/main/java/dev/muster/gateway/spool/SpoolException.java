package dev.muster.gateway.spool;

import dev.muster.contract.TemporaryTrouble;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A spool that cannot take an event now, or not be opened. */
public final class SpoolException extends RuntimeException implements TemporaryTrouble {
    private SpoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static SpoolException full(String channel, long bytes) {
        return new SpoolException(
                "the disk takes no events, and " + bytes + " bytes of channel " + channel
                        + " wait in memory already: make room on the disk",
                null);
    }

    static SpoolException unusable(Path folder, Exception cause) {
        return new SpoolException("events cannot be kept in " + folder + ": " + cause, cause);
    }
}
