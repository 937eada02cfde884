package dev.muster.data;

import org.jspecify.annotations.Nullable;

/** A column to predict. */
sealed interface TargetScan extends ColumnScan permits ClassScan, ValueScan {
    /** The classes found; none for a regression. */
    Classes classes();

    /** What is fitted on the training part of a regression; null for a classification. */
    Preprocessing.@Nullable Target target();
}
