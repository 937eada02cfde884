package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Profile;
import dev.muster.contract.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of all columns of a table. */
final class Columns {
    /** Different texts that are counted, all columns together. */
    private static final int CATEGORIES = 1 << 20;

    private final DatasetSpec spec;
    private final Problems problems;
    private final List<ColumnScan> all = new ArrayList<>();
    private final List<FeatureScan> features = new ArrayList<>();
    private @Nullable TargetScan target;

    Columns(DatasetSpec spec, String file, List<String> names, Problems problems) {
        this.spec = spec;
        this.problems = problems;
        int targetIndex = new Header(file, problems).check(names, spec.target());
        int most = Math.max(64, Math.min(1024, CATEGORIES / names.size()));
        for (int i = 0; i < Math.min(names.size(), Header.MOST); i++) {
            Place place = new Place(file, i, names.get(i));
            all.add(i == targetIndex ? target(place) : feature(place, most));
        }
        if (targetIndex >= 0) {
            checkShape(names.size() - 1);
        }
    }

    private ColumnScan target(Place place) {
        target = spec.task() == Task.CLASSIFICATION ? new ClassScan(place, problems) : new ValueScan(place, problems);
        return target;
    }

    private ColumnScan feature(Place place, int most) {
        FeatureScan feature = new FeatureScan(place, most, problems);
        features.add(feature);
        return feature;
    }

    private void checkShape(int columns) {
        long pixels = spec.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (!spec.shape().isEmpty() && pixels != columns) {
            problems.add(
                    Fault.SPEC,
                    "the shape " + spec.shape() + " needs " + pixels + " columns besides the target, not " + columns,
                    "correct the shape (channels, height, width), or leave it out");
        }
    }

    void add(Cell cell, PartKind part, int line) {
        if (cell.column() < all.size()) {
            all.get(cell.column()).add(cell, part, line);
        }
    }

    /** Notes what is wrong with columns as a whole. */
    void check() {
        all.forEach(ColumnScan::check);
        for (FeatureScan feature : features) {
            if (!spec.shape().isEmpty() && !feature.isNumeric()) {
                problems.add(
                        Fault.TEXT,
                        "with a shape every column is a pixel, but '" + feature.name() + "' holds texts",
                        "write numbers, or leave the shape out");
            }
        }
    }

    Profile profile(String digest, long rows, long bytes) {
        List<Profile.Column> profiles = all.stream().map(ColumnScan::profile).toList();
        Map<String, Long> classes = target == null ? Map.of() : target.classes().rows();
        return new Profile(digest, rows, bytes, profiles, classes);
    }

    Preprocessing preprocessing() {
        List<Preprocessing.Column> encodings = spec.shape().isEmpty()
                ? features.stream().map(FeatureScan::encoding).toList()
                : pixels();
        List<String> classes = target == null ? List.of() : target.classes().names();
        return new Preprocessing(
                spec.task(), spec.shape(), encodings, classes, target == null ? null : target.target());
    }

    /** Pixels keep their zero, and share one scale. */
    private List<Preprocessing.Column> pixels() {
        double largest =
                features.stream().mapToDouble(FeatureScan::largest).max().orElse(0);
        return features.stream()
                .<Preprocessing.Column>map(feature -> new Preprocessing.Numeric(feature.name(), 0, largest))
                .toList();
    }
}
