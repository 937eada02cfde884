package dev.muster.contract;

/** Where a batch stands. */
public enum BatchState {
    /** Accepted, and not all jobs have ended. */
    RUNNING,
    /** All gates passed. */
    PASSED,
    /** A gate failed. */
    FAILED,
    /** Called off; can be resumed. */
    CANCELLED;

    /** Whether it has its verdict. */
    public boolean completed() {
        return this != RUNNING;
    }
}
