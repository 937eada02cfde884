package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import java.util.function.Supplier;

/** Makes and calls trainer actors; a port, since Ray's modes differ in what has to be minded. Thread-safe. */
interface Actors {
    /**
     * A new actor, ready to be called; waits until there is room for it.
     *
     * @param resources that it holds while it lives, where Ray minds them
     */
    ActorHandle<TrainerActor> create(Resources resources) throws InterruptedException;

    /**
     * Makes a call, waits for the answer, and lets Ray forget it.
     *
     * @param call made within this method
     * @throws ActorDiedException when the actor is no more, and nobody knows how far it came with the call
     * @throws io.ray.api.exception.RayException when the call itself failed
     */
    <T> T call(Supplier<ObjectRef<T>> call) throws InterruptedException;

    /** Gives an actor back that has nothing to do any more, and what it holds. */
    void end(ActorHandle<TrainerActor> actor);

    /** Ends an actor, whatever it does; calls to it fail from now on. */
    void kill(ActorHandle<TrainerActor> actor);
}
