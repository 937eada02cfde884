package dev.muster.trainer.codec;

/** Bytes that are not what was written, or that a newer version wrote. */
public final class DamagedException extends RuntimeException {
    /** Says what is damaged, and how that shows. */
    public DamagedException(String what, String why) {
        super(what + " is damaged: " + why);
    }

    /** As {@link #DamagedException(String, String)}, found by reading it. */
    public DamagedException(String what, RuntimeException cause) {
        super(what + " is damaged: " + cause.getMessage(), cause);
    }
}
