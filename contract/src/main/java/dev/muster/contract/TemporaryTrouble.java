package dev.muster.contract;

/** Implemented by exceptions that can tell whether the trouble may pass, so that trying the same again later helps. */
public interface TemporaryTrouble {
    /** Whether it may pass by itself. */
    default boolean temporary() {
        return true;
    }
}
