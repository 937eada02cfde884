package dev.muster.trainer.ray;

import io.ray.api.ObjectRef;

/** Waits for what actors answer; a port, since Ray's modes wait differently. Thread-safe. */
interface Calls {
    /**
     * Waits for an answer, and lets Ray forget it.
     *
     * @throws io.ray.api.exception.RayException when the actor failed or died
     */
    <T> T await(ObjectRef<T> answer) throws InterruptedException;
}
