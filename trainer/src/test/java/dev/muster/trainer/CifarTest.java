package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of CIFAR-10's form, from the file to a model: the class of each is how far its stripes lie apart. */
class CifarTest {
    private static final int SIDE = 32;
    private static final int COLOURS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "resnet"})
    void areLearned(String algorithm) throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), images(1, 400));
        Files.write(folder.resolve("test_batch.bin"), images(2, 100));
        PreparedDataset data = prepared();

        Trained trained = Trials.trained(Samples.job(algorithm, Map.of("epochs", 6, "learningRate", 0.01)), data);

        assertThat(data.shape()).containsExactly(COLOURS, SIDE, SIDE);
        assertThat(trained.scores().metrics().get("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void areSplitTheSameEveryTime() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), images(1, 400));

        assertThat(Digest.of(prepared().test().shard(0)))
                .isEqualTo(Digest.of(prepared().test().shard(0)));
    }

    private PreparedDataset prepared() {
        DatasetSpec spec = new DatasetSpec(
                "stripes", folder.toString(), DataFormat.CIFAR_10, Task.CLASSIFICATION, null, List.of(), Split.DEFAULT);
        return Datasets.prepare(spec, Datasets.inspect(spec).digest(), folder.resolve("cache"));
    }

    /** A byte for the class, then a plane for each colour. */
    private static byte[] images(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int image = 0; image < count; image++) {
            int label = random.nextInt(10);
            file.write(label);
            for (int pixel = 0; pixel < COLOURS * SIDE * SIDE; pixel++) {
                boolean bright = pixel % (SIDE * SIDE) / SIDE % (label + 2) == 0;
                file.write(random.nextInt(60) + (bright ? 190 : 0));
            }
        }
        return file.toByteArray();
    }
}
