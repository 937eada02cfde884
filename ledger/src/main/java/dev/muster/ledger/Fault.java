package dev.muster.ledger;

import dev.muster.contract.Outcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose fault it is that something died, and so what helps. */
public enum Fault {
    /** Its own: the same again dies again. Patch it, or mend the code. */
    POISON,
    /** Of something around it that was away: the same again may well pass. */
    TRANSIENT,
    /** Of how the system is set up: an address, a permission. Set it right, then the same again passes. */
    CONFIGURATION,
    /** Of too little room: the same again passes when there is more, or less to do. */
    CAPACITY;

    private static final Set<Integer> SET_UP_WRONG = Set.of(401, 403, 404, 405, 407, 501);
    private static final Set<Integer> NO_ROOM = Set.of(429, 507);
    private static final Set<Integer> AWAY = Set.of(0, -1, 408, 409, 425, 502, 503, 504);
    /** What Knative writes, with status 500, when it reached nobody who could have answered. */
    private static final String NOBODY_THERE = "dispatch error: ";

    /** Of what a subscriber answered, after all retries. */
    static Fault of(int status, String error) {
        if (SET_UP_WRONG.contains(status)) {
            return CONFIGURATION;
        }
        if (NO_ROOM.contains(status)) {
            return CAPACITY;
        }
        return AWAY.contains(status) || error.startsWith(NOBODY_THERE) ? TRANSIENT : POISON;
    }

    /** Of how the last attempt at a job ended; null when it was lost, which happens to what outgrows its node. */
    static Fault of(Outcome.@Nullable FailureKind kind) {
        if (kind == null) {
            return CAPACITY;
        }
        return kind == Outcome.FailureKind.TRANSIENT ? TRANSIENT : POISON;
    }
}
