package dev.muster.trainer.ray;

import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.id.ObjectId;
import io.ray.runtime.RayDevRuntime;
import io.ray.runtime.object.LocalModeObjectStore;
import io.ray.runtime.object.ObjectRefImpl;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Ray's LOCAL mode: actors and objects inside this process, no Raylet, no network. Ray allows one runtime a process, so
 * clusters share it; the last one to close ends it.
 */
final class LocalRay implements Calls, AutoCloseable {
    private static final Map<ObjectId, CountDownLatch> AWAITED = new ConcurrentHashMap<>();
    private static int users;

    private LocalRay() {}

    /** Starts Ray, unless it runs; takes about a second the first time. */
    static LocalRay open() {
        synchronized (LocalRay.class) {
            if (users == 0) {
                start();
            }
            users++;
            return new LocalRay();
        }
    }

    private static void start() {
        System.setProperty("ray.run-mode", "LOCAL");
        // Ray's own configuration of log4j reports every step of itself on standard output.
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "dev/muster/trainer/ray/log4j2.xml");
        }
        // Ray replaces the process's handler by one that only logs.
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            Ray.init();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        store().addObjectPutCallback(LocalRay::arrived);
    }

    private static LocalModeObjectStore store() {
        return (LocalModeObjectStore) ((RayDevRuntime) Ray.internal()).getObjectStore();
    }

    private static void arrived(ObjectId id) {
        CountDownLatch latch = AWAITED.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    /**
     * {@code Ray.get} in LOCAL mode looks every millisecond, which costs 6 % of a core; the store's callback costs
     * nothing.
     */
    @Override
    public <T> T await(ObjectRef<T> answer) throws InterruptedException {
        ObjectId id = ((ObjectRefImpl<T>) answer).getId();
        CountDownLatch latch = AWAITED.computeIfAbsent(id, key -> new CountDownLatch(1));
        if (store().isObjectReady(id)) {
            arrived(id);
        }
        latch.await();
        try {
            return answer.get();
        } finally {
            Ray.internal().free(List.of(answer), false);
        }
    }

    @Override
    public void close() {
        synchronized (LocalRay.class) {
            users--;
            if (users == 0) {
                Ray.shutdown();
            }
        }
    }
}
