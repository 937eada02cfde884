package dev.muster.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which data to learn from, as asked for.
 *
 * @param name as shown to people, such as {@code digits}
 * @param uri where it lies: a path under an allowed root, absolute once resolved
 * @param format of the files
 * @param task what is learned
 * @param target the column to predict; null for formats that carry their labels
 * @param shape of one row as channels, height, width; empty for a table
 * @param split of the rows
 */
public record DatasetSpec(
        String name,
        String uri,
        DataFormat format,
        Task task,
        @Nullable String target,
        List<Integer> shape,
        Split split) {
    public DatasetSpec {
        shape = List.copyOf(shape);
    }
}
