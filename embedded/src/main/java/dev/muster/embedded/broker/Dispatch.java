package dev.muster.embedded.broker;

import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One event on its way to one subscriber; touched by one thread at a time. */
final class Dispatch {
    private final CloudEvent event;
    private final int hops;
    private final int encounter;
    private final @Nullable CompletableFuture<Void> answer;
    private int tries;

    /**
     * A way that begins.
     *
     * @param hops that what comes of the event may still go
     * @param encounter how often this event met this Trigger before
     * @param answer to complete at the end of the way; null when nobody waits
     */
    Dispatch(CloudEvent event, int hops, int encounter, @Nullable CompletableFuture<Void> answer) {
        this.event = event;
        this.hops = hops;
        this.encounter = encounter;
        this.answer = answer;
    }

    CloudEvent event() {
        return event;
    }

    int hops() {
        return hops;
    }

    int encounter() {
        return encounter;
    }

    /** Tries made before this one. */
    int tries() {
        return tries;
    }

    void again() {
        tries++;
    }

    void succeed() {
        if (answer != null) {
            answer.complete(null);
        }
    }

    void fail(DeliveryException cause) {
        if (answer != null) {
            answer.completeExceptionally(cause);
        }
    }
}
