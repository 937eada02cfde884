package dev.muster.data;

import dev.muster.contract.Profile;
import org.jspecify.annotations.Nullable;

/** The target of a classification in a table: every row has a class. */
final class ClassScan implements TargetScan {
    private final Place place;
    private final Problems problems;
    private final Classes classes = new Classes();

    ClassScan(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    @Override
    public void add(Cell cell, PartKind part, int line) {
        if (!cell.isMissing()) {
            classes.add(cell.text(), part);
        } else if (problems.tells(Fault.TARGET)) {
            problems.add(
                    Fault.TARGET,
                    place.problem(
                            "the target '" + place.column() + "' of this row has no value (" + cell.shown() + ")",
                            "give every row a class, or remove the row",
                            line));
        } else {
            problems.addMore(Fault.TARGET, 1);
        }
    }

    @Override
    public void check() {
        classes.check("column '" + place.column() + "'", problems);
    }

    @Override
    public Profile.Column profile() {
        return classes.profile(place.column());
    }

    @Override
    public Classes classes() {
        return classes;
    }

    @Override
    public Preprocessing.@Nullable Target target() {
        return null;
    }
}
