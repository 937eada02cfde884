package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;

/**
 * Adam (Kingma and Ba, ICLR 2015). The moments are kept without their factors (1 − β), which saves two passes over them
 * a step; the factors are in the two numbers that each step computes anew.
 */
final class Adam implements Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Hyperparameters settings;
    private final PtNDArray mean;
    private final PtNDArray square;
    private final PtNDArray beta1;
    private final PtNDArray beta2;
    private final PtNDArray decay;
    private final PtNDArray epsilon;
    private final PtNDArray rate;
    private final PtNDArray worth;
    private int steps;

    Adam(Hyperparameters settings, PtNDArray weights, PtNDManager manager) {
        this.settings = settings;
        this.mean = Torch.zeros(manager, weights.size());
        this.square = Torch.zeros(manager, weights.size());
        this.beta1 = Torch.scalar(manager, (float) BETA1);
        this.beta2 = Torch.scalar(manager, (float) BETA2);
        this.decay = Torch.scalar(manager, (float) settings.weightDecay());
        this.epsilon = Torch.scalar(manager, 0);
        this.rate = Torch.scalar(manager, 0);
        this.worth = Torch.scalar(manager, WORTH);
    }

    @Override
    public float scale() {
        return 1;
    }

    @Override
    public void step(PtNDArray weights, PtNDArray gradient) {
        if (settings.weightDecay() > 0) {
            try (PtNDArray pull = JniUtils.mul(weights, decay)) {
                JniUtils.addi(gradient, pull);
            }
        }
        JniUtils.muli(mean, beta1);
        JniUtils.addi(mean, gradient);
        JniUtils.muli(gradient, gradient);
        JniUtils.muli(square, beta2);
        JniUtils.addi(square, gradient);
        correct();
        try (PtNDArray root = JniUtils.sqrt(square)) {
            JniUtils.addi(root, epsilon);
            try (PtNDArray change = JniUtils.div(mean, root)) {
                JniUtils.muli(change, rate);
                JniUtils.subi(weights, change);
            }
        }
    }

    /** Corrects the bias of the first steps: m / (1 − β₁ᵗ) and v / (1 − β₂ᵗ), with the factors (1 − β) put in. */
    private void correct() {
        steps++;
        double first = (1 - BETA1) / (1 - StrictMath.pow(BETA1, steps));
        double second = Math.sqrt((1 - BETA2) / (1 - StrictMath.pow(BETA2, steps)));
        Torch.set(epsilon, (float) (EPSILON / second));
        Torch.set(rate, (float) (settings.learningRate() * first / second));
    }

    @Override
    public void forget(PtNDArray weights) {
        Torch.clear(weights, worth);
        Torch.clear(mean, worth);
        Torch.clear(square, worth);
    }

    @Override
    public void save(Encoder encoder) {
        encoder.putInt(steps).putBytes(Torch.bytes(mean)).putBytes(Torch.bytes(square));
    }

    @Override
    public void restore(Decoder decoder) {
        steps = decoder.getInt();
        Torch.restore(mean, decoder);
        Torch.restore(square, decoder);
    }
}
