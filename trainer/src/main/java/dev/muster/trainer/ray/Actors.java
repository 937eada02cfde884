package dev.muster.trainer.ray;

import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import java.util.function.Supplier;

/** Makes and calls trainer actors; a port, since Ray's modes differ in what has to be minded. Thread-safe. */
interface Actors {
    /** A new actor, ready to be called. */
    ActorHandle<TrainerActor> create() throws InterruptedException;

    /**
     * Makes a call, waits for the answer, and lets Ray forget it.
     *
     * @param call made within this method
     * @throws io.ray.api.exception.RayException when the actor failed or died
     */
    <T> T call(Supplier<ObjectRef<T>> call) throws InterruptedException;
}
