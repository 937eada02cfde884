package dev.muster.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.contract.Task;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How raw rows become features, fitted on the training part only; it goes with the model, so that new rows can be
 * encoded alike.
 *
 * @param task learned
 * @param shape of one row as channels, height, width; empty for a table
 * @param columns in their order; the features follow each other in the same order
 * @param classes by index; empty for regression
 * @param target of a regression; null for classification
 */
public record Preprocessing(
        Task task,
        List<Integer> shape,
        List<Column> columns,
        List<String> classes,
        @Nullable Target target) {
    public Preprocessing {
        shape = List.copyOf(shape);
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
    }

    /** How many features a row has. */
    public int features() {
        return columns.stream().mapToInt(Column::features).sum();
    }

    /** One name a feature. */
    public List<String> featureNames() {
        return columns.stream().flatMap(Column::featureNames).toList();
    }

    /** How one column, or a run of like columns, becomes features. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "encoding")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Numeric.class, name = "numeric"),
        @JsonSubTypes.Type(value = Categorical.class, name = "categorical"),
        @JsonSubTypes.Type(value = Pixels.class, name = "pixels")
    })
    public sealed interface Column {
        /** How many features come of it. */
        int features();

        /** Their names. */
        Stream<String> featureNames();
    }

    /**
     * One feature: {@code (value - shift) / scale}, and 0 for every value where the scale is 0; NaN where the value is
     * missing.
     *
     * @param name of the column
     * @param shift the mean, or 0 for pixels
     * @param scale the population standard deviation, or the largest value for pixels
     */
    public record Numeric(String name, double shift, double scale) implements Column {
        @Override
        public int features() {
            return 1;
        }

        @Override
        public Stream<String> featureNames() {
            return Stream.of(name);
        }
    }

    /**
     * One feature a category, 1 where it is the row's, else 0; then one for all other categories and one for missing
     * values, where these occur. A value that has no feature is all zeros.
     *
     * @param name of the column
     * @param categories the most frequent ones, sorted
     * @param other whether there is a feature for the others
     * @param missing whether there is a feature for missing values
     */
    public record Categorical(String name, List<String> categories, boolean other, boolean missing) implements Column {
        public Categorical {
            categories = List.copyOf(categories);
        }

        @Override
        public int features() {
            return categories.size() + (other ? 1 : 0) + (missing ? 1 : 0);
        }

        @Override
        public Stream<String> featureNames() {
            Stream<String> extra = Stream.concat(
                    other ? Stream.of("(other)") : Stream.empty(), missing ? Stream.of("(missing)") : Stream.empty());
            return Stream.concat(categories.stream(), extra).map(category -> name + "=" + category);
        }
    }

    /**
     * The pixels of an image, each {@code value / scale}.
     *
     * @param count of them
     * @param scale the largest value
     */
    public record Pixels(int count, double scale) implements Column {
        @Override
        public int features() {
            return count;
        }

        @Override
        public Stream<String> featureNames() {
            return IntStream.range(0, count).mapToObj(index -> "p" + index);
        }
    }

    /**
     * What a regression predicts; the shards hold it raw.
     *
     * @param name of the column
     * @param mean over the training part
     * @param deviation population standard deviation over the training part
     */
    public record Target(String name, double mean, double deviation) {}
}
