package dev.muster.train;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs one task for all callers that come together, one round at a time. A caller returns once a round that began after
 * its arrival has succeeded, since that round saw whatever the caller came for; a caller whose round fails gets the
 * exception, and those that waited go their own round.
 */
final class Rounds {
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long begun;
    private long succeeded;

    /** Takes part in the next round. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
    void join(Runnable task) {
        long arrived = begun;
        turn.lock();
        try {
            if (succeeded > arrived) {
                return;
            }
            begun++;
            task.run();
            succeeded = begun;
        } finally {
            turn.unlock();
        }
    }
}
