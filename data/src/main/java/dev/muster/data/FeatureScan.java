package dev.muster.data;

import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column to learn from. It is numeric when numbers are the majority and at most a tenth of its values, or a single
 * one, are not: these are errors then. Otherwise it is categorical. So that memory stays bounded, a column whose first
 * 100 values are all numbers cannot become categorical any more; when it should, that is an error too.
 */
final class FeatureScan implements ColumnScan {
    private static final int SURE = 100;
    /** Categories with a feature of their own. */
    private static final int FEATURES = 32;

    private final Place place;
    private final Problems problems;
    private final Numbers numbers = new Numbers();
    private final List<Stray> strays = new ArrayList<>();
    private @Nullable Categories categories;
    private long missing;
    private boolean missingInTraining;
    private long texts;

    /**
     * Starts with no row.
     *
     * @param most different texts that are counted
     */
    FeatureScan(Place place, int most, Problems problems) {
        this.place = place;
        this.categories = new Categories(most);
        this.problems = problems;
    }

    @Override
    public void add(Cell cell, PartKind part, int line) {
        if (cell.isMissing()) {
            missing++;
            missingInTraining |= part == PartKind.TRAIN;
            return;
        }
        double number = cell.number();
        if (Double.isNaN(number)) {
            stray(cell, line);
        } else {
            numbers.add(number, part);
        }
        if (categories != null) {
            categories.add(cell.text(), part);
            if (texts == 0 && numbers.count() >= SURE) {
                categories = null;
            }
        }
    }

    private void stray(Cell cell, int line) {
        texts++;
        if (strays.size() < Problems.SHOWN) {
            strays.add(new Stray(cell.shown(), line));
        }
    }

    String name() {
        return place.column();
    }

    /** Whether it is to be read as numbers. */
    boolean isNumeric() {
        long count = numbers.count();
        return texts == 0 || (count > texts && texts <= Math.max(1, (count + texts) / 10));
    }

    @Override
    public void check() {
        if (isNumeric()) {
            strays.forEach(stray -> problems.add(Fault.TEXT, stray.problem(place)));
            problems.addMore(Fault.TEXT, texts - strays.size());
        } else if (categories == null) {
            Stray first = strays.get(0);
            problems.add(
                    Fault.TEXT,
                    place.problem(
                            "column '" + place.column() + "' begins with numbers and goes on with texts such as "
                                    + first.shown(),
                            "make it one or the other: leave missing numbers empty, or give each category a letter",
                            first.line()));
        }
    }

    @Override
    public Profile.Column profile() {
        if (isNumeric() || categories == null) {
            return numbers.profile(place.column(), missing);
        }
        return new Profile.Column(
                place.column(),
                Profile.Kind.CATEGORICAL,
                missing,
                categories.distinct(),
                null,
                null,
                null,
                null,
                categories.histogram());
    }

    /** How the column becomes features of a table. */
    Preprocessing.Column encoding() {
        if (isNumeric() || categories == null) {
            Moments train = numbers.train();
            return new Preprocessing.Numeric(place.column(), train.mean(), train.deviation());
        }
        List<String> frequent =
                categories.frequentInTraining(FEATURES).stream().sorted().toList();
        return new Preprocessing.Categorical(
                place.column(), frequent, categories.othersInTraining(frequent), missingInTraining);
    }

    /** The largest number of the training part; 0 when there is none above. */
    double largest() {
        return Math.max(0, numbers.train().max());
    }

    /** A text that is wrong if the column is numeric. */
    private record Stray(String shown, int line) {
        Problem problem(Place place) {
            return place.problem(
                    "column '" + place.column() + "' holds numbers, but here " + shown,
                    "write a finite decimal number such as -1.5 or 2e3, or leave it empty if it is missing",
                    line);
        }
    }
}
