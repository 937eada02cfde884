package dev.muster.tests.crash;

import dev.muster.contract.EventHandler;
import dev.muster.embedded.broker.HttpSubscriber;
import dev.muster.tests.scenario.FunctionProcess;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A function, whichever process it is at the time. Another stands by, started and idle, so that who dies is followed at
 * once: most of the time of a death would else go into starts.
 */
final class Role implements EventHandler, AutoCloseable {
    private final Supplier<FunctionProcess> starts;
    private volatile Actor actor;
    private CompletableFuture<Actor> standby;

    Role(Supplier<FunctionProcess> starts) {
        this.starts = starts;
        this.actor = Actor.of(starts.get());
        this.standby = next();
        // Before anything else, so that its start is not taken for what comes later.
        standby.join();
    }

    private CompletableFuture<Actor> next() {
        return CompletableFuture.supplyAsync(() -> Actor.of(starts.get()));
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        return actor.way.handle(event);
    }

    /** Returns once another stands by. */
    synchronized void ready() {
        standby.join();
    }

    /** Kills it; the one that stands by takes its place. */
    synchronized void kill() {
        actor.process.kill();
        actor = standby.join();
        standby = next();
    }

    /** Kills it while it starts. */
    void killStarting() {
        actor.process.kill();
    }

    /** Starts it again in the same place; whether it dies as it starts is left to the caller. */
    synchronized void restart(Runnable before) {
        // Whose start would else be taken for this one.
        standby.join();
        actor.process.kill();
        before.run();
        try {
            actor.process.start();
        } catch (IllegalStateException died) {
            revive();
        }
    }

    /** Starts it again if it is dead. */
    synchronized void revive() {
        if (!actor.process.alive()) {
            actor.process.start();
        }
    }

    @Override
    public void close() {
        actor.process.kill();
        standby.join().process.kill();
    }

    private record Actor(FunctionProcess process, EventHandler way) {
        static Actor of(FunctionProcess process) {
            return new Actor(process, new HttpSubscriber(process.address()));
        }
    }
}
