package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.muster.trainer.Parameters;
import java.util.List;

/**
 * The parameters that all algorithms by gradient descent have.
 *
 * @param epochs planned
 * @param batchSize rows of a step, at most
 * @param learningRate of the optimiser
 * @param optimizer {@code sgd} or {@code adam}
 * @param momentum of SGD, 0 for none; Adam has its own
 * @param weightDecay L2 penalty, 0 for none
 * @param patience epochs without a better validation loss before training ends, 0 for never
 */
record Hyperparameters(
        int epochs,
        int batchSize,
        double learningRate,
        String optimizer,
        double momentum,
        double weightDecay,
        int patience) {
    private static final String ADAM = "adam";

    static Hyperparameters read(Parameters parameters) {
        return new Hyperparameters(
                parameters.count("epochs", 1),
                parameters.count("batchSize", 1),
                parameters.above("learningRate", 0),
                parameters.choice("optimizer", List.of("sgd", ADAM)),
                parameters.atLeast("momentum", 0),
                parameters.atLeast("weightDecay", 0),
                parameters.count("patience", 0));
    }

    Optimizer optimizer(PtNDArray weights, PtNDManager manager) {
        return optimizer.equals(ADAM) ? new Adam(this, weights, manager) : new Sgd(this, weights, manager);
    }
}
