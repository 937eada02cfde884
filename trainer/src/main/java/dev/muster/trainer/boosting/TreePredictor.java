package dev.muster.trainer.boosting;

import dev.muster.trainer.Predictor;
import ml.dmlc.xgboost4j.java.DMatrix;

/** Predicts with grown trees: one probability a class, or one value. */
final class TreePredictor implements Predictor {
    private final Trees trees;
    private final boolean binary;

    /** Binary trees give one probability a row, that of the second class. */
    TreePredictor(Trees trees, boolean binary) {
        this.trees = trees;
        this.binary = binary;
    }

    @Override
    public float[] predict(float[] features, int rows) {
        return flat(trees.predict(features, rows));
    }

    /** As {@link #predict(float[], int)}. */
    float[] predict(DMatrix features) {
        return flat(trees.predict(features));
    }

    private float[] flat(float[][] outputs) {
        int rows = outputs.length;
        int width = binary ? 2 : outputs[0].length;
        float[] flat = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            if (binary) {
                flat[2 * row] = 1 - outputs[row][0];
                flat[2 * row + 1] = outputs[row][0];
            } else {
                System.arraycopy(outputs[row], 0, flat, row * width, width);
            }
        }
        return flat;
    }

    @Override
    public void close() {
        trees.close();
    }
}
