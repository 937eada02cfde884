package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.muster.data.Part;
import dev.muster.trainer.metric.Scorer;

/** Predicts whole parts, shard by shard. */
final class Evaluation {
    /** Rows that go through the network together; more need more memory and are no faster. */
    private static final int ROWS = 256;

    private final Setup setup;
    private final Weights weights;

    Evaluation(Setup setup, Weights weights) {
        this.setup = setup;
        this.weights = weights;
    }

    void run(Part part, Scorer scorer) {
        int features = setup.features();
        for (int shard = 0; shard < part.shards(); shard++) {
            float[] numbers = Window.numbers(part.shard(shard));
            int rows = numbers.length / (features + 1);
            float[] inputs = new float[rows * features];
            float[] targets = new float[rows];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(numbers, row * (features + 1), inputs, row * features, features);
                targets[row] = numbers[row * (features + 1) + features];
            }
            scorer.add(predict(inputs, rows), targets, rows);
        }
    }

    /** Predicts some rows. */
    float[] predict(float[] features, int rows) {
        int width = outputs();
        float[] predictions = new float[rows * width];
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            predict(features, from, count, predictions);
        }
        setup.objective().decode(predictions);
        return predictions;
    }

    private void predict(float[] features, int from, int count, float[] predictions) {
        try (PtNDManager manager = Torch.manager()) {
            PtNDArray inputs = Torch.empty(manager, count, setup.features());
            Torch.floats(inputs).put(features, from * setup.features(), count * setup.features());
            PtNDArray outputs = setup.objective().predictions(weights.infer(inputs));
            Torch.floats(outputs).get(predictions, from * outputs(), count * outputs());
        }
    }

    private int outputs() {
        return setup.objective().width();
    }
}
