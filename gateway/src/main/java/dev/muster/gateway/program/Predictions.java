package dev.muster.gateway.program;

import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.metric.Scorer;
import dev.muster.trainer.metric.Scorers;
import dev.muster.trainer.metric.Scores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Measures what a program predicts for the test part, as Muster measures its own models. */
final class Predictions {
    private Predictions() {}

    /**
     * The scores of predictions.
     *
     * @param predictions float32, little-endian, row by row: one probability a class, or one number
     * @throws IOException when they are too many or too few
     * @throws IllegalArgumentException when one is no number
     */
    static Scores scores(PreparedDataset data, byte[] predictions) throws IOException {
        Part test = data.test();
        int width = Math.max(1, data.classes().size());
        if (predictions.length != test.rows() * width * Float.BYTES) {
            throw new IOException("the program predicts " + predictions.length / Float.BYTES
                    + " numbers, but the test part has " + test.rows() + " rows, which needs " + width + " each");
        }
        FloatBuffer all =
                ByteBuffer.wrap(predictions).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        Scorer scorer = Scorers.of(data.preprocessing());
        for (int index = 0; index < test.shards(); index++) {
            float[] targets = targets(test.shard(index), data.features());
            float[] outputs = new float[targets.length * width];
            all.get(outputs);
            for (float output : outputs) {
                if (!Float.isFinite(output)) {
                    throw new IllegalArgumentException(
                            "the program predicts " + output + " for a row of the test part");
                }
            }
            scorer.add(outputs, targets, targets.length);
        }
        return scorer.scores();
    }

    /** The scores of a program that measures itself: its figures, and the baseline for its test part. */
    static Scores scores(PreparedDataset data, Map<String, Double> metrics) throws IOException {
        int width = Math.max(1, data.classes().size());
        byte[] any = new byte[Math.toIntExact(data.test().rows() * width * Float.BYTES)];
        return new Scores(metrics, scores(data, any).baseline(), List.of());
    }

    private static float[] targets(byte[] shard, int features) {
        FloatBuffer rows = ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] targets = new float[rows.remaining() / (features + 1)];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = rows.get(row * (features + 1) + features);
        }
        return targets;
    }
}
