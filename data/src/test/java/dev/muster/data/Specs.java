package dev.muster.data;

import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Short ways to ask for datasets in tests, and to look at what came. */
final class Specs {
    private Specs() {}

    static DatasetSpec classes(Path csv, String target) {
        return csv(csv, Task.CLASSIFICATION, target, List.of());
    }

    static DatasetSpec values(Path csv, String target) {
        return csv(csv, Task.REGRESSION, target, List.of());
    }

    static DatasetSpec csv(Path csv, Task task, String target, List<Integer> shape) {
        return new DatasetSpec("test", csv.toString(), DataFormat.CSV, task, target, shape, Split.DEFAULT);
    }

    static DatasetSpec images(DataFormat format, Path folder) {
        return new DatasetSpec("test", folder.toString(), format, Task.CLASSIFICATION, null, List.of(), Split.DEFAULT);
    }

    static DatasetSpec with(DatasetSpec spec, Split split) {
        return new DatasetSpec(spec.name(), spec.uri(), spec.format(), spec.task(), spec.target(), spec.shape(), split);
    }

    /** What inspecting refuses the dataset for. */
    static List<Problem> problems(DatasetSpec spec) {
        return Assertions.catchThrowableOfType(InvalidInputException.class, () -> Datasets.inspect(spec))
                .problems();
    }

    /** Inspects and prepares. */
    static PreparedDataset prepare(DatasetSpec spec, Path cache) {
        return Datasets.prepare(spec, Datasets.inspect(spec).digest(), cache);
    }

    /** All rows of a part, features and target. */
    static List<float[]> rows(PreparedDataset dataset, Part part) {
        int width = dataset.features() + 1;
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < part.shards(); i++) {
            ByteBuffer shard = ByteBuffer.wrap(part.shard(i)).order(ByteOrder.LITTLE_ENDIAN);
            while (shard.hasRemaining()) {
                float[] row = new float[width];
                shard.asFloatBuffer().get(row);
                shard.position(shard.position() + width * Float.BYTES);
                rows.add(row);
            }
        }
        return rows;
    }
}
