package dev.muster.ledger;

/** Where an attempt stands. */
public enum AttemptState {
    /** Holds the lease on its job. */
    RUNNING,
    /** Reported the result that counts. */
    SUCCEEDED,
    /** Reported that nothing came out. */
    FAILED,
    /** Was asked to stop, and did. */
    STOPPED,
    /** Gave no sign of life; whatever it says later is late. */
    LOST,
    /** Never started. */
    HANDED_BACK,
    /** Reported after the deadline of its batch, or after the verdict: it changes nothing. */
    LATE
}
