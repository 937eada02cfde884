package dev.muster.embedded.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that deliver: so many for each subscriber, started when needed. */
final class Workers implements AutoCloseable {
    private final int concurrency;
    private final Map<String, ThreadPoolExecutor> pools = new ConcurrentHashMap<>();

    Workers(int concurrency) {
        this.concurrency = concurrency;
    }

    /** A clock-work for retries, delays and time-outs; what is scheduled after its end is discarded. */
    static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> new BrokerThread(task, "broker-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return timer;
    }

    /** The threads of a subscriber. */
    Executor of(String subscriber) {
        return pools.computeIfAbsent(subscriber, this::pool);
    }

    @Override
    public void close() {
        pools.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    private ThreadPoolExecutor pool(String subscriber) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new BrokerThread(task, "broker-" + subscriber),
                // The queue is bounded by who may put something in it; tasks are refused only after the end.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
