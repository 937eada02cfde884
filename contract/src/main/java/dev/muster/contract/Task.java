package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is learned from a dataset. */
public enum Task {
    @JsonProperty("classification")
    CLASSIFICATION,
    @JsonProperty("regression")
    REGRESSION;

    /** The metric by which models of this task are compared when the batch names none. */
    public Metric metric() {
        return this == CLASSIFICATION ? Metric.ACCURACY : Metric.RMSE;
    }

    /** The name in files, events and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The task of that name. */
    public static Task of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
