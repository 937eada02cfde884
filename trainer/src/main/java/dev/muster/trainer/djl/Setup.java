package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDManager;
import dev.muster.data.Part;

/**
 * What a learner is made of.
 *
 * @param network to learn
 * @param objective to minimise
 * @param hyperparameters of the descent
 * @param features of a row
 * @param rows to learn from
 * @param window bytes of rows that are in memory together; decides the order of rows, and with it the model
 * @param seed of everything random
 */
record Setup(
        Network network,
        Objective objective,
        Hyperparameters hyperparameters,
        int features,
        long rows,
        long window,
        long seed) {
    /** Enough for most datasets as a whole, little enough for several trainings at a time. */
    static final long WINDOW = 256L << 20;

    Shards shards(Part part) {
        return new Shards(part, features + 1);
    }

    Batches batches(Part train, PtNDManager manager) {
        return new Batches(shards(train), objective, hyperparameters.batchSize(), window, seed, manager);
    }
}
