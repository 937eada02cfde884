package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.List;

/** One step of a network: a function of a batch and the network's arrays. Stateless. */
@FunctionalInterface
interface Layer {
    /** Computes the next batch, a new one; the manager of the input holds it too. */
    PtNDArray forward(PtNDArray input, Pass pass);

    /** One layer after another, at least one; what lies between them is let go of at once. */
    static Layer chain(List<Layer> layers) {
        return (input, pass) -> {
            PtNDArray current = layers.get(0).forward(input, pass);
            for (Layer layer : layers.subList(1, layers.size())) {
                try (PtNDArray before = current) {
                    current = layer.forward(before, pass);
                }
            }
            return current;
        };
    }
}
