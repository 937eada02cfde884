package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.List;

/**
 * What the layers work with while one batch goes through them.
 *
 * @param weights learned by gradients, in the order of {@link Network#weights()}
 * @param buffers learned otherwise, in the order of {@link Network#buffers()}
 * @param training whether this pass is for learning
 */
record Pass(List<PtNDArray> weights, List<PtNDArray> buffers, boolean training) {}
