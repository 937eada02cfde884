package dev.muster.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

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
}
