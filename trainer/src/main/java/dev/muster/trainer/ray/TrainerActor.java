package dev.muster.trainer.ray;

import dev.muster.contract.Json;
import dev.muster.trainer.CheckpointPolicy;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The actor that trains. Bytes in and out are JSON or packed datasets, since Ray carries bytes well and objects badly.
 * Every call can be made again on a fresh actor: what an attempt has learned is then read from its last checkpoint, and
 * datasets from the cache on disk.
 *
 * <p>What it remembers between calls belongs to its process, under the name in its {@link Settings}, and not to this
 * object: in LOCAL mode, calls of two actors at the same moment may reach each other's object (Ray 2.39 keeps the
 * current actor in one field for the whole process). On a cluster, an actor has its process to itself.
 */
public final class TrainerActor {
    /** The answer of {@link #ready}. */
    static final int READY = 1;

    private static final Map<String, Trainer> TRAINERS = new ConcurrentHashMap<>();

    /** Answers once the actor can be called, and, where calls of this one need not queue, as long as it lives. */
    public int ready() {
        return READY;
    }

    /** Names the process that the actor lives in, as its reports do. */
    public String process() {
        return Trainer.PROCESS;
    }

    /** Keeps a dataset at hand, in place of the last one, packed as {@link PackedDataset} says. */
    public int load(byte[] settings, String key, byte[] packed) {
        trainer(settings).load(key, packed);
        return 0;
    }

    /** Carries out an {@link Order} and answers with a {@link Report}. */
    public byte[] work(byte[] settings, byte[] order) {
        return Json.bytes(trainer(settings).work(Json.read(order, Order.class)));
    }

    /** Gives everything back. */
    public int close(byte[] settings) {
        Trainer trainer = TRAINERS.remove(Json.read(settings, Settings.class).name());
        if (trainer != null) {
            trainer.close();
        }
        return 0;
    }

    private static Trainer trainer(byte[] json) {
        Settings settings = Json.read(json, Settings.class);
        return TRAINERS.computeIfAbsent(
                settings.name(), name -> new Trainer(settings, CheckpointPolicy.DEFAULT, InstantSource.system()));
    }
}
