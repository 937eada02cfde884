package dev.muster.contract;

import java.util.Locale;

/** Why a job does not count. */
public enum Fate {
    /** A person called it off, or its batch expired before it had started. */
    CANCELLED,
    /** The verdict was clear without it. */
    UNNEEDED,
    /** It had not ended at the deadline. */
    MISSING,
    /** It ended after the deadline. */
    LATE;

    /** The name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
