package dev.muster.contract;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a batch is judged; jobs that have not ended by then are cancelled.
 *
 * @param when as soon as this holds
 * @param within at the latest so long after the batch was accepted, or last resumed, by what there is then; null for
 *     however long it takes
 */
public record JoinPolicy(When when, @Nullable Duration within) {
    /** Once all jobs have ended. */
    public static final JoinPolicy ALL = new JoinPolicy(When.ALL, null);

    public JoinPolicy {
        if (within != null && (within.isZero() || within.isNegative())) {
            throw new IllegalArgumentException("no such deadline: " + within);
        }
    }

    /** Whether every job is waited for, however long it takes. */
    public boolean waitsForAll() {
        return when == When.ALL && within == null;
    }

    /** What has to be there. */
    public enum When {
        /** All jobs have ended. */
        ALL,
        /** As many jobs have succeeded as {@link Gates#finished} asks for, or no longer can. */
        QUORUM,
        /** One job's model passes the gates. */
        FIRST_GOOD;

        /** The word in batch files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
