package dev.muster.contract;

/** Where a job stands. */
public enum JobState {
    /** Waits for a place, or for its next try. */
    QUEUED,
    /** An attempt holds a lease on it. */
    RUNNING,
    /** Has its one counted result. */
    SUCCEEDED,
    /** Gave up. */
    FAILED,
    /** Was called off; can be resumed. */
    CANCELLED;

    /** Whether nothing more happens to it by itself. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
