package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.data.Preprocessing;

/** Half the squared error of the standardised target. */
record SquaredError(double mean, double deviation) implements Objective {
    SquaredError(Preprocessing.Target target) {
        this(target.mean(), target.deviation() > 0 ? target.deviation() : 1);
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void encode(float target, float[] truth, int from) {
        truth[from] = (float) ((target - mean) / deviation);
    }

    @Override
    public PtNDArray gradient(PtNDArray outputs, PtNDArray truth, PtNDArray factor, PtNDArray sum) {
        PtNDArray gradient = JniUtils.sub(outputs, truth);
        try (PtNDArray squares = JniUtils.mul(gradient, gradient);
                PtNDArray total = JniUtils.sum(squares)) {
            JniUtils.addi(sum, total);
        }
        JniUtils.muli(gradient, factor);
        return gradient;
    }

    @Override
    public double loss(double sum, long rows) {
        return sum / rows * deviation * deviation;
    }

    @Override
    public PtNDArray predictions(PtNDArray outputs) {
        return outputs;
    }

    @Override
    public void decode(float[] predictions) {
        for (int index = 0; index < predictions.length; index++) {
            predictions[index] = (float) (predictions[index] * deviation + mean);
        }
    }
}
