package dev.muster.data;

import dev.muster.contract.Profile;

/** The target of a regression: every row has a number that float32 can hold. */
final class ValueScan implements TargetScan {
    private final Place place;
    private final Problems problems;
    private final Numbers numbers = new Numbers();
    private final PartCounts rows = new PartCounts();

    ValueScan(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    @Override
    public void add(Cell cell, PartKind part, int line) {
        double number = cell.number();
        if (Math.abs(number) <= Float.MAX_VALUE) {
            numbers.add(number, part);
            rows.add(part);
        } else if (problems.tells(Fault.TARGET)) {
            String what = cell.isMissing() ? "has no value" : "is to be a number, but is " + cell.shown();
            problems.add(
                    Fault.TARGET,
                    place.problem(
                            "the target '" + place.column() + "' of this row " + what,
                            "give every row a number to predict, or remove the row",
                            line));
        } else {
            problems.addMore(Fault.TARGET, 1);
        }
    }

    @Override
    public void check() {
        if (rows.train() < 2 || rows.test() == 0) {
            problems.add(
                    Fault.TARGET,
                    "too few rows with a target (" + rows.total() + "): " + rows.train() + " in the training part and "
                            + rows.test() + " in the test part, which need 2 and 1",
                    "add rows, or choose other shares for validation and test");
        }
    }

    @Override
    public Profile.Column profile() {
        return numbers.profile(place.column(), 0);
    }

    @Override
    public Classes classes() {
        return Classes.NONE;
    }

    @Override
    public Preprocessing.Target target() {
        Moments train = numbers.train();
        return new Preprocessing.Target(place.column(), train.mean(), train.deviation());
    }
}
