package dev.muster.trainer.boosting;

import dev.muster.data.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;

/** Rows of a shard, features and targets apart. */
final class Rows {
    private final float[] features;
    private final float[] targets;

    private Rows(float[] features, float[] targets) {
        this.features = features;
        this.targets = targets;
    }

    /** Row by row, not copied. */
    float[] features() {
        return features;
    }

    /** One a row, not copied. */
    float[] targets() {
        return targets;
    }

    int count() {
        return targets.length;
    }

    /** The features in XGBoost's own form. */
    DMatrix matrix() {
        return Trees.unchecked(() -> new DMatrix(features, count(), features.length / count(), Float.NaN));
    }

    static Rows read(Part part, int shard, int width) {
        FloatBuffer buffer = ByteBuffer.wrap(part.shard(shard))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        int rows = buffer.remaining() / (width + 1);
        float[] features = new float[rows * width];
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            buffer.get(features, row * width, width);
            targets[row] = buffer.get();
        }
        return new Rows(features, targets);
    }

    /** A whole part in XGBoost's own form. Goes through native memory, so that the heap holds one shard at a time. */
    static DMatrix matrix(Part part, int width) {
        int rows = Math.toIntExact(part.rows());
        float[] targets = new float[rows];
        BigDenseMatrix values = new BigDenseMatrix(rows, width);
        try {
            int first = 0;
            for (int shard = 0; shard < part.shards(); shard++) {
                Rows read = read(part, shard, width);
                System.arraycopy(read.targets, 0, targets, first, read.count());
                long cell = (long) first * width;
                for (float value : read.features) {
                    values.set(cell++, value);
                }
                first += read.count();
            }
            return Trees.unchecked(() -> {
                DMatrix matrix = new DMatrix(values, Float.NaN);
                matrix.setLabel(targets);
                return matrix;
            });
        } finally {
            values.dispose();
        }
    }
}
