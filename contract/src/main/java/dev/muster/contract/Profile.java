package dev.muster.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset holds, from one pass over it.
 *
 * @param digest of the data profiled
 * @param rows number of rows
 * @param bytes size on disk
 * @param columns one entry a column; a single {@code pixels} entry for images
 * @param classes rows per class, empty for regression
 */
public record Profile(String digest, long rows, long bytes, List<Column> columns, Map<String, Long> classes) {
    public Profile {
        columns = List.copyOf(columns);
        classes = Map.copyOf(classes);
    }

    /**
     * One column.
     *
     * @param name from the header
     * @param kind numeric or categorical
     * @param missing rows without a value
     * @param distinct categories seen; 0 for numeric columns
     * @param mean of the numbers; null for categorical columns, as the other moments
     * @param histogram counts: ten equal bins from min to max by their indexes {@code 0} to {@code 9}, or by category
     *     (the most frequent 20)
     */
    public record Column(
            String name,
            Kind kind,
            long missing,
            long distinct,
            @Nullable Double mean,
            @Nullable Double deviation,
            @Nullable Double min,
            @Nullable Double max,
            Map<String, Long> histogram) {}

    /** What a column holds. */
    public enum Kind {
        NUMERIC,
        CATEGORICAL
    }
}
