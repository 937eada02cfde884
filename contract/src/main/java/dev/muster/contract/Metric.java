package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A figure that says how good a model is, measured on the test split. */
public enum Metric {
    /** Share of rows whose class is predicted right, 0 to 1. */
    ACCURACY(true),
    /** Unweighted mean of the F1 scores of the classes, 0 to 1. */
    F1(true),
    /** The objective that training minimises: mean cross-entropy in nats, or mean squared error. */
    LOSS(false),
    /** Root of the mean squared error, in units of the target. */
    RMSE(false),
    /** Mean absolute error, in units of the target. */
    MAE(false),
    /** Coefficient of determination, at most 1. */
    R2(true);

    private final boolean higherIsBetter;

    Metric(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    /** Whether a larger value is the better one. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether {@code a} is strictly better than {@code b}. */
    public boolean better(double a, double b) {
        return higherIsBetter ? a > b : a < b;
    }

    /** Whether models of a task have it. */
    public boolean fits(Task task) {
        return switch (this) {
            case ACCURACY, F1 -> task == Task.CLASSIFICATION;
            case RMSE, MAE, R2 -> task == Task.REGRESSION;
            case LOSS -> true;
        };
    }

    /** The name in files, events and tables, such as {@code accuracy}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The metric of that name. */
    @JsonCreator
    public static Metric of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
