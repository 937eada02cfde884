package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;

/** One step of a network: a function of a batch and the network's arrays. Stateless. */
@FunctionalInterface
interface Layer {
    /** Computes the next batch; the manager of the input holds the result too. */
    PtNDArray forward(PtNDArray input, Pass pass);

    /** One layer after another; what lies between them is let go of at once. */
    static Layer chain(Iterable<Layer> layers) {
        return (input, pass) -> {
            PtNDArray current = input;
            for (Layer layer : layers) {
                PtNDArray next = layer.forward(current, pass);
                if (current != input && next != current) {
                    current.close();
                }
                current = next;
            }
            return current;
        };
    }
}
