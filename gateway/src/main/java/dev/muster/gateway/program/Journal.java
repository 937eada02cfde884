package dev.muster.gateway.program;

import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import org.jspecify.annotations.Nullable;

/** Takes down what becomes of attempts, to be told as events. Thread-safe; returns at once. */
public interface Journal {
    /**
     * An attempt lives.
     *
     * @param channel that it was submitted by; null for the broker
     */
    void progressed(@Nullable String channel, JobProgress progress);

    /**
     * An attempt ended; may be told more than once.
     *
     * @param channel that it was submitted by; null for the broker
     */
    void finished(@Nullable String channel, JobResult result);
}
