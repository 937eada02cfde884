package dev.muster.trainer;

import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Resources;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.data.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small datasets made by rule, and jobs that learn from them. */
public final class Samples {
    private static final int SHARD_ROWS = 64;

    private Samples() {}

    /** Points around as many centres as there are classes, with some overlap. */
    public static PreparedDataset clusters(int classes, int features, int rows) {
        return dataset(Task.CLASSIFICATION, List.of(), features, classes, rows, Samples::cluster);
    }

    /** Images with a bright bar at one of four places. */
    public static PreparedDataset bars(int channels, int side, int rows) {
        List<Integer> shape = List.of(channels, side, side);
        return dataset(Task.CLASSIFICATION, shape, channels * side * side, 4, rows, (random, label, row) -> {
            for (int index = 0; index < row.length; index++) {
                int x = index % side;
                int y = index / side % side;
                boolean bar = (label % 2 == 0 ? x : y) / (side / 4) == label / 2 * 2;
                row[index] = (bar ? 1 : 0) + noise(random) / 4;
            }
            return label;
        });
    }

    /** A target that is linear in the features up to noise; deviation 10 around 100. */
    public static PreparedDataset line(int features, int rows) {
        return dataset(Task.REGRESSION, List.of(), features, 0, rows, (random, label, row) -> {
            float target = 100 + noise(random) / 10;
            for (int index = 0; index < features; index++) {
                row[index] = noise(random);
                target += row[index] * (index % 2 == 0 ? 5 : -5);
            }
            return target;
        });
    }

    private static float cluster(SplittableRandom random, int label, float[] row) {
        for (int index = 0; index < row.length; index++) {
            row[index] = noise(random) + (index % 7 == label % 7 ? 2 : 0);
        }
        return label;
    }

    /** Nearly normal, with deviation 1. */
    private static float noise(SplittableRandom random) {
        double sum = 0;
        for (int index = 0; index < 12; index++) {
            sum += random.nextDouble();
        }
        return (float) (sum - 6);
    }

    private static PreparedDataset dataset(
            Task task, List<Integer> shape, int features, int classes, int rows, Rule rule) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> names =
                IntStream.range(0, classes).mapToObj(index -> "c" + index).toList();
        Preprocessing.Column column = shape.isEmpty()
                ? new Preprocessing.Categorical("x", names(features), false, false)
                : new Preprocessing.Pixels(features, 1);
        Preprocessing.@Nullable Target target = task == Task.REGRESSION ? new Preprocessing.Target("y", 100, 10) : null;
        return new PreparedDataset(
                new Preprocessing(task, shape, List.of(column), names, target),
                part(random, features, classes, rows, rule),
                part(random, features, classes, rows / 5, rule),
                part(random, features, classes, rows / 5, rule));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(index -> "f" + index).toList();
    }

    private static Part part(SplittableRandom random, int features, int classes, int rows, Rule rule) {
        List<byte[]> shards = new ArrayList<>();
        for (int from = 0; from < rows; from += SHARD_ROWS) {
            int count = Math.min(SHARD_ROWS, rows - from);
            ByteBuffer shard = ByteBuffer.allocate(count * (features + 1) * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < count; row++) {
                float[] numbers = new float[features];
                float target = rule.draw(random, classes == 0 ? 0 : (from + row) % classes, numbers);
                for (float number : numbers) {
                    shard.putFloat(number);
                }
                shard.putFloat(target);
            }
            shards.add(shard.array());
        }
        return new MemoryPart(rows, shards);
    }

    /** A job with the defaults of its algorithm's kind, some of them replaced. */
    public static JobSpec job(String algorithm, Map<String, Object> parameters) {
        Map<String, Object> all = new TreeMap<>(
                Map.of("epochs", 5, "batchSize", 32, "learningRate", 0.05, "optimizer", "sgd", "momentum", 0.9));
        all.putAll(Map.of("weightDecay", 0.0, "patience", 0, "hidden", List.of(32), "channels", List.of(8, 16)));
        all.putAll(Map.of("depth", 8, "width", 8));
        all.putAll(parameters);
        DatasetSpec spec = new DatasetSpec(
                "sample", "/sample", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT);
        return new JobSpec(
                "job", algorithm, algorithm, all, 1, new Dataset(spec, "sha256:" + "0".repeat(64)), Resources.ONE_CPU);
    }

    /** A job for boosted trees, some of its parameters replaced. */
    public static JobSpec trees(Map<String, Object> parameters) {
        Map<String, Object> all = new TreeMap<>(
                Map.of("rounds", 12, "maxDepth", 4, "learningRate", 0.2, "subsample", 0.8, "columnSample", 0.8));
        all.putAll(Map.of("minChildWeight", 1.0, "lambda", 1.0, "patience", 0));
        all.putAll(parameters);
        return job("boosted-trees", all);
    }

    /** Makes one row and says its target. */
    private interface Rule {
        float draw(SplittableRandom random, int label, float[] row);
    }

    private record MemoryPart(long rows, List<byte[]> content) implements Part {
        @Override
        public int shards() {
            return content.size();
        }

        @Override
        public byte[] shard(int index) {
            return Arrays.copyOf(content.get(index), content.get(index).length);
        }
    }
}
