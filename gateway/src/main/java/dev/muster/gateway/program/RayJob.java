package dev.muster.gateway.program;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What Ray says of one of its jobs.
 *
 * @param status of it
 * @param message for people; null when there is none
 * @param exitCode of its process; null while there is none, and when it never came to one
 */
record RayJob(
        Status status,
        @Nullable String message,
        @JsonProperty("driver_exit_code") @Nullable Integer exitCode) {
    static final RayJob MISSING = new RayJob(Status.MISSING, null, null);
    static final RayJob UNREACHABLE = new RayJob(Status.UNREACHABLE, null, null);

    /** Ray's words, and what it does not say itself. */
    enum Status {
        PENDING,
        RUNNING,
        STOPPED,
        SUCCEEDED,
        FAILED,
        /** Ray does not know it, or no longer. */
        MISSING,
        /** Ray did not answer. */
        UNREACHABLE
    }

    /** Whether its process is gone for good. */
    boolean ended() {
        return switch (status) {
            case STOPPED, SUCCEEDED, FAILED, MISSING -> true;
            case PENDING, RUNNING, UNREACHABLE -> false;
        };
    }
}
