package dev.muster.contract.gateway;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt is.
 *
 * @param attempt that this is about
 * @param state of it
 * @param epoch last finished, 0 before the first
 * @param epochs planned; 0 while that is not known
 * @param result once it has ended; null before
 */
public record AttemptStatus(
        Attempt attempt,
        State state,
        int epoch,
        int epochs,
        @Nullable JobResult result) {
    /** Where it can be. */
    public enum State {
        /** In the gateway, for a place on the cluster. */
        WAITING,
        /** With a trainer actor, or as a program of its own. */
        RUNNING,
        /** Its result is reported, or about to be. */
        ENDED
    }
}
