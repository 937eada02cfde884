package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;

/** Moves the weights against their gradient. Its state lies open, so that a checkpoint can hold it. */
interface Optimizer {
    /** What the loss is multiplied by before the gradient is taken, so that {@link #step} need not do it. */
    float scale();

    /**
     * Changes the weights.
     *
     * @param gradient of the scaled loss; spent afterwards
     */
    void step(PtNDArray weights, PtNDArray gradient);

    /** Writes what it remembers of earlier steps. */
    void save(Encoder encoder);

    /** Reads that back. */
    void restore(Decoder decoder);
}
