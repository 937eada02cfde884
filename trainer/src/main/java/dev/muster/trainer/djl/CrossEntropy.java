package dev.muster.trainer.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Multinomial cross-entropy after softmax. */
record CrossEntropy(int width) implements Objective {
    @Override
    public void encode(float target, float[] truth, int from) {
        truth[from + (int) target] = 1;
    }

    @Override
    public PtNDArray gradient(PtNDArray outputs, PtNDArray truth, PtNDArray factor, PtNDArray sum) {
        try (PtNDArray logarithms = JniUtils.logSoftmax(outputs, 1, DataType.FLOAT32);
                PtNDArray hits = JniUtils.mul(logarithms, truth);
                PtNDArray total = JniUtils.sum(hits)) {
            JniUtils.subi(sum, total);
            PtNDArray gradient = JniUtils.exp(logarithms);
            JniUtils.subi(gradient, truth);
            JniUtils.muli(gradient, factor);
            return gradient;
        }
    }

    @Override
    public double loss(double sum, long rows) {
        return sum / rows;
    }

    @Override
    public PtNDArray predictions(PtNDArray outputs) {
        return JniUtils.softmax(outputs, 1, DataType.FLOAT32);
    }

    @Override
    public void decode(float[] predictions) {
        // Probabilities have no unit.
    }
}
