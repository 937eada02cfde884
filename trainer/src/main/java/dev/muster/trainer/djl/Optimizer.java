package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;

/** Moves the weights against their gradient. Its state lies open, so that a checkpoint can hold it. */
interface Optimizer {
    /** In so many steps, what was worth keeping does not become subnormal. */
    int FADING = 64;

    /** What is worth keeping: as a weight, or as a step of one, this changes no output. */
    float WORTH = 1e-24f;

    /** What the loss is multiplied by before the gradient is taken, so that {@link #step} need not do it. */
    float scale();

    /**
     * Changes the weights.
     *
     * @param gradient of the scaled loss; spent afterwards
     */
    void step(PtNDArray weights, PtNDArray gradient);

    /**
     * Sets to zero what has faded to nearly nothing, of the weights and of what it remembers, at least every
     * {@link #FADING} steps. A factor below 1, such as weight decay or a moment's, brings a float down to the last few
     * subnormal ones, where it stays, and processors compute with those many times slower.
     */
    void forget(PtNDArray weights);

    /** Writes what it remembers of earlier steps. */
    void save(Encoder encoder);

    /** Reads that back. */
    void restore(Decoder decoder);
}
