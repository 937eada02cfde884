package dev.muster.contract;

import java.util.Collection;
import java.util.List;

/**
 * The port through which <em>train</em> knows Ray. What becomes of a submitted attempt is reported by events
 * ({@link EventTypes#JOBS_PROGRESSED}, {@link EventTypes#JOBS_FINISHED}), never by a return value. Thread-safe.
 */
public interface TrainingCluster extends AutoCloseable {
    /** The name under which the ledger records attempts here. */
    String name();

    /** How much fits. */
    Capacity capacity();

    /**
     * Starts attempts; idempotent by attempt, so a second submit of the same one does nothing.
     *
     * @throws ClusterUnavailableException when the cluster took none of them, or may have: submit the same again
     */
    void submit(List<Assignment> chunk);

    /** Asks attempts to write a checkpoint and stop; they report {@link Outcome.Stopped}. Unknown ones are ignored. */
    void cancel(Collection<Attempt> attempts);

    @Override
    void close();

    /**
     * What a cluster can run.
     *
     * @param slots attempts at a time
     * @param running attempts now, those waiting inside the cluster included
     * @param ahead attempts that may wait inside the cluster, whatever else may
     */
    record Capacity(int slots, int running, int ahead) {
        /** With none ahead. */
        public Capacity(int slots, int running) {
            this(slots, running, 0);
        }

        /** How many more attempts are welcome. */
        public int free() {
            return Math.max(0, slots - running);
        }
    }
}
