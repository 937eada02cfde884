package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Some shards in native memory.
 *
 * @param features rows × features
 * @param truth rows × {@link Objective#width()}
 * @param rows how many
 */
record Window(PtNDArray features, PtNDArray truth, int rows) implements AutoCloseable {
    /** Reads shards; missing numbers become 0, which is the mean of a standardised column. */
    static Window read(Shards shards, List<Integer> which, Objective objective, PtNDManager manager) {
        int rows = shards.rows(which);
        int features = shards.width() - 1;
        Window window =
                new Window(Torch.empty(manager, rows, features), Torch.empty(manager, rows, objective.width()), rows);
        FloatBuffer inputs = Torch.floats(window.features);
        FloatBuffer truths = Torch.floats(window.truth);
        for (int shard : which) {
            float[] numbers = numbers(shards.part().shard(shard));
            for (int from = 0; from < numbers.length; from += shards.width()) {
                inputs.put(numbers, from, features);
                float[] truth = new float[objective.width()];
                objective.encode(numbers[from + features], truth, 0);
                truths.put(truth);
            }
        }
        return window;
    }

    /** The numbers of a shard, with 0 for NaN. */
    static float[] numbers(byte[] shard) {
        float[] numbers = new float[shard.length / Float.BYTES];
        ByteBuffer.wrap(shard).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        replaceMissing(numbers);
        return numbers;
    }

    /** Puts 0 for NaN. */
    static void replaceMissing(float[] numbers) {
        for (int index = 0; index < numbers.length; index++) {
            if (Float.isNaN(numbers[index])) {
                numbers[index] = 0;
            }
        }
    }

    @Override
    public void close() {
        features.close();
        truth.close();
    }
}
