package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;

/** Gradient descent with momentum (Polyak, 1964): v ← m v + r (g + d w), w ← w − v, for rate r and weight decay d. */
final class Sgd implements Optimizer {
    private final Hyperparameters settings;
    private final PtNDArray velocity;
    private final PtNDArray momentum;
    private final PtNDArray decay;
    private final PtNDArray worth;

    Sgd(Hyperparameters settings, PtNDArray weights, PtNDManager manager) {
        this.settings = settings;
        this.velocity = Torch.zeros(manager, weights.size());
        this.momentum = Torch.scalar(manager, (float) settings.momentum());
        this.decay = Torch.scalar(manager, (float) (settings.learningRate() * settings.weightDecay()));
        this.worth = Torch.scalar(manager, WORTH);
    }

    /** The rate is in the gradient already, which saves a pass over it. */
    @Override
    public float scale() {
        return (float) settings.learningRate();
    }

    @Override
    public void step(PtNDArray weights, PtNDArray gradient) {
        if (settings.weightDecay() > 0) {
            try (PtNDArray pull = JniUtils.mul(weights, decay)) {
                JniUtils.addi(gradient, pull);
            }
        }
        if (settings.momentum() == 0) {
            JniUtils.subi(weights, gradient);
        } else {
            JniUtils.muli(velocity, momentum);
            JniUtils.addi(velocity, gradient);
            JniUtils.subi(weights, velocity);
        }
    }

    @Override
    public void forget(PtNDArray weights) {
        Torch.clear(weights, worth);
        Torch.clear(velocity, worth);
    }

    @Override
    public void save(Encoder encoder) {
        encoder.putBytes(Torch.bytes(velocity));
    }

    @Override
    public void restore(Decoder decoder) {
        Torch.restore(velocity, decoder);
    }
}
