package dev.muster.embedded.broker;

/** A thread that delivers; what it emits re-enters without waiting for room, or the broker could wait for itself. */
final class BrokerThread extends Thread {
    BrokerThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }
}
