package dev.muster.data;

import dev.muster.contract.Task;
import java.util.List;

/**
 * A dataset encoded in shards on disk. In the shards a missing number is NaN: trees take it as it is, other algorithms
 * replace it by 0, which is the mean of a standardised column.
 *
 * @param preprocessing how the rows were encoded
 * @param train rows to learn from
 * @param validation rows that steer early stopping
 * @param test rows that the final metrics are measured on
 */
public record PreparedDataset(Preprocessing preprocessing, Part train, Part validation, Part test) {
    /** How many features a row has; a row of a shard has one number more, the target. */
    public int features() {
        return preprocessing.features();
    }

    /** One name a feature. */
    public List<String> featureNames() {
        return preprocessing.featureNames();
    }

    /** Channels, height and width of a row; empty for a table. */
    public List<Integer> shape() {
        return preprocessing.shape();
    }

    /** What is learned. */
    public Task task() {
        return preprocessing.task();
    }

    /** The classes by index: the target in the shards is such an index. Empty for regression. */
    public List<String> classes() {
        return preprocessing.classes();
    }
}
