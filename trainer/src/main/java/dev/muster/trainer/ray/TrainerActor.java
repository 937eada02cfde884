package dev.muster.trainer.ray;

import dev.muster.contract.Json;
import dev.muster.trainer.CheckpointPolicy;
import java.time.InstantSource;

/**
 * The actor that trains. Bytes in and out are JSON or packed datasets, since Ray carries bytes well and objects badly.
 * Every call can be made again on a fresh actor: what an attempt has learned is then read from its last checkpoint, and
 * datasets from the cache on disk.
 */
public final class TrainerActor {
    private final Trainer trainer;

    /** An actor with {@link Settings} as JSON. */
    public TrainerActor(byte[] settings) {
        trainer = new Trainer(Json.read(settings, Settings.class), CheckpointPolicy.DEFAULT, InstantSource.system());
    }

    /** Keeps a dataset at hand, packed as {@link PackedDataset} says. */
    public int load(String key, byte[] packed) {
        trainer.load(key, packed);
        return 0;
    }

    /** Lets go of a dataset. */
    public int forget(String key) {
        trainer.forget(key);
        return 0;
    }

    /** Carries out an {@link Order} and answers with a {@link Report}. */
    public byte[] work(byte[] order) {
        return Json.bytes(trainer.work(Json.read(order, Order.class)));
    }

    /** Gives native memory back. */
    public int close() {
        trainer.close();
        return 0;
    }
}
