package dev.muster.trainer;

import org.jspecify.annotations.Nullable;

/**
 * Which epoch had the lowest validation loss until now.
 *
 * @param epoch counted from 1; 0 before the first
 * @param loss of that epoch; null before the first
 */
record EarlyStopping(int epoch, @Nullable Double loss) {
    static final EarlyStopping NONE = new EarlyStopping(0, null);

    /** Whether a loss is lower than all before. */
    boolean improvedBy(double other) {
        return loss == null || other < loss;
    }

    /** Whether the last so many epochs brought nothing. */
    boolean exhausted(int epochs, int patience) {
        return patience > 0 && loss != null && epochs - epoch >= patience;
    }
}
