package dev.muster.embedded.broker;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts deliveries that have not ended; whoever comes from outside waits while there are too many. */
final class Pending {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final int capacity;
    private int count;

    Pending(int capacity) {
        this.capacity = capacity;
    }

    /** Counts one more; from outside, once there is room. */
    void begin() {
        lock.lock();
        try {
            while (count >= capacity && !(Thread.currentThread() instanceof BrokerThread)) {
                ended.awaitUninterruptibly();
            }
            count++;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            count--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is left. */
    boolean awaitNone(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (count > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return count == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
