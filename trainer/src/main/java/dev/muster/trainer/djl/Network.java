package dev.muster.trainer.djl;

import java.util.List;

/**
 * A network as it is built, without numbers in it.
 *
 * @param layer from a batch of rows to a batch of outputs
 * @param weights arrays learned by gradients
 * @param buffers arrays learned otherwise, such as running means
 */
record Network(Layer layer, List<Parameter> weights, List<Parameter> buffers) {
    Network {
        weights = List.copyOf(weights);
        buffers = List.copyOf(buffers);
    }
}
