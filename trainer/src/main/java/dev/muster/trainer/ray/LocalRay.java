package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.id.ObjectId;
import io.ray.runtime.RayDevRuntime;
import io.ray.runtime.object.LocalModeObjectStore;
import io.ray.runtime.object.ObjectRefImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ray's LOCAL mode: actors and objects inside this process, no Raylet, no network. Ray allows one runtime a process, so
 * clusters share it; the last one to close ends it.
 */
final class LocalRay implements Actors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRay.class);
    private static final Map<ObjectId, CountDownLatch> AWAITED = new ConcurrentHashMap<>();
    /** LOCAL mode has one field for the actor of the running call: while one is made, a call would find it empty. */
    private static final ReadWriteLock CREATION = new ReentrantReadWriteLock();

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
        RayStart.start();
        store().addObjectPutCallback(LocalRay::arrived);
        forget(Path.of(runtime().getRayConfig().sessionDir));
    }

    /** Every start unpacks 32 MB into a folder of its own, which is of no use once loaded, and nobody deletes. */
    private static void forget(Path session) {
        try (Stream<Path> files = Files.walk(session)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            LOG.debug("cannot clean up {}", session, e);
        }
    }

    @Override
    public ActorHandle<TrainerActor> create(Resources resources) throws InterruptedException {
        CREATION.writeLock().lock();
        try {
            ActorHandle<TrainerActor> actor = Ray.actor(TrainerActor::new).remote();
            await(actor.task(TrainerActor::ready).remote());
            return actor;
        } finally {
            CREATION.writeLock().unlock();
        }
    }

    @Override
    public <T> T call(Supplier<ObjectRef<T>> call) throws InterruptedException {
        CREATION.readLock().lock();
        try {
            return await(call.get());
        } finally {
            CREATION.readLock().unlock();
        }
    }

    @Override
    public void end(ActorHandle<TrainerActor> actor) {
        LOG.debug("{} has ended with its last call", actor);
    }

    /** An actor here has no process of its own that could hang or die. */
    @Override
    public void kill(ActorHandle<TrainerActor> actor) {
        throw new IllegalStateException("actors of the LOCAL mode cannot be killed");
    }

    /**
     * {@code Ray.get} in LOCAL mode looks every millisecond, which costs 6 % of a core; the store's callback costs
     * nothing.
     */
    private static <T> T await(ObjectRef<T> answer) throws InterruptedException {
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

    private static void arrived(ObjectId id) {
        CountDownLatch latch = AWAITED.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    private static LocalModeObjectStore store() {
        return (LocalModeObjectStore) runtime().getObjectStore();
    }

    private static RayDevRuntime runtime() {
        return (RayDevRuntime) Ray.internal();
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
