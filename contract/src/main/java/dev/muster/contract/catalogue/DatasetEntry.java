package dev.muster.contract.catalogue;

import dev.muster.contract.DataFormat;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a dataset; a catalogue and a batch file say it in the same words.
 *
 * @param path of the file or folder
 * @param format of the files; null when nothing tells it
 * @param task what is learned; null when nothing tells it
 * @param target the column to predict; null for formats that carry their labels
 * @param shape of one row as channels, height, width; empty for a table, or when the format says it
 * @param split of the rows; null for the usual one
 */
public record DatasetEntry(
        @Nullable String path,
        @Nullable DataFormat format,
        @Nullable Task task,
        @Nullable String target,
        List<Integer> shape,
        @Nullable Split split) {
    public DatasetEntry {
        shape = List.copyOf(shape);
    }

    /** Reads the fields whose form the schema has checked. */
    public static DatasetEntry read(Value entry, Problems problems) {
        Optional<String> path = entry.field("path").flatMap(Value::text);
        Optional<DataFormat> format = entry.field("format").flatMap(Value::text).flatMap(DatasetEntry::format);
        return new DatasetEntry(
                path.orElse(null),
                format.or(() -> path.flatMap(DatasetEntry::formatByEnding)).orElse(null),
                entry.field("task")
                        .flatMap(Value::text)
                        .flatMap(DatasetEntry::task)
                        .orElse(null),
                entry.field("target").flatMap(Value::text).orElse(null),
                entry.field("shape").map(DatasetEntry::integers).orElse(List.of()),
                entry.field("split").flatMap(split -> split(split, problems)).orElse(null));
    }

    /** These fields where they say something, others elsewhere. */
    public DatasetEntry over(DatasetEntry base) {
        return new DatasetEntry(
                path == null ? base.path : path,
                format == null ? base.format : format,
                task == null ? base.task : task,
                target == null ? base.target : target,
                shape.isEmpty() ? base.shape : shape,
                split == null ? base.split : split);
    }

    /** The same, with what follows from the format; notes what is missing or contradicts it, and is empty then. */
    public Optional<DatasetEntry> completed(Value place, Problems problems) {
        if (path == null) {
            return problems.add(place.problemWith("path", "is missing", "say where the data lies"));
        }
        if (format == null) {
            String formats = String.join(
                    ", ",
                    Arrays.stream(DataFormat.values()).map(DataFormat::label).toList());
            return problems.add(place.problemWith(
                    "format", "is missing, and the path does not tell it", "add format, one of: " + formats));
        }
        return format == DataFormat.CSV ? completedTable(place, problems) : completedImages(place, problems);
    }

    private Optional<DatasetEntry> completedTable(Value place, Problems problems) {
        if (target == null) {
            problems.add(place.problemWith("target", "is missing", "name the column to predict"));
        }
        if (task == null) {
            problems.add(place.problemWith(
                    "task",
                    "is missing",
                    "say whether target is a class (task: classification) or a number (task: regression)"));
        }
        return target == null || task == null ? Optional.empty() : Optional.of(this);
    }

    private Optional<DatasetEntry> completedImages(Value place, Problems problems) {
        String label = String.valueOf(format == null ? null : format.label());
        if (target != null) {
            return problems.add(place.problemWith(
                    "target", "is \"" + target + "\", but " + label + " files carry their labels", "remove it"));
        }
        if (task == Task.REGRESSION) {
            return problems.add(
                    place.problemWith("task", "is regression, but " + label + " files hold classes", "remove it"));
        }
        return Optional.of(new DatasetEntry(path, format, Task.CLASSIFICATION, null, shape, split));
    }

    private static Optional<DataFormat> format(String label) {
        return Arrays.stream(DataFormat.values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }

    private static Optional<DataFormat> formatByEnding(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".csv") ? Optional.of(DataFormat.CSV) : Optional.empty();
    }

    private static Optional<Task> task(String label) {
        return Arrays.stream(Task.values())
                .filter(task -> task.label().equals(label))
                .findFirst();
    }

    private static List<Integer> integers(Value list) {
        return list.items().stream()
                .flatMap(item -> item.integer().stream())
                .map(Long::intValue)
                .toList();
    }

    private static Optional<Split> split(Value entry, Problems problems) {
        double validation = entry.field("validation").flatMap(Value::number).orElse(Split.DEFAULT.validation());
        double test = entry.field("test").flatMap(Value::number).orElse(Split.DEFAULT.test());
        long seed = entry.field("seed").flatMap(Value::integer).orElse(Split.DEFAULT.seed());
        if (validation < 0 || test <= 0 || validation + test >= 1) {
            String message = "leaves nothing to train on: validation " + validation + " and test " + test;
            return problems.add(entry.problem(message, "choose shares that add up to less than 1"));
        }
        return Optional.of(new Split(validation, test, seed));
    }
}
