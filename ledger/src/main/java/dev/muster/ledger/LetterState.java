package dev.muster.ledger;

/** How a dead letter stands. */
public enum LetterState {
    /** Lies here. */
    DEAD,
    /** Is being redriven, or was when its sender died: to be sent again. */
    SENDING,
    /** Was sent to the broker again, and has not come back. */
    REDRIVEN
}
