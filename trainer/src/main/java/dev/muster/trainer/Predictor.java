package dev.muster.trainer;

/** A model that predicts. Used by one thread at a time. */
public interface Predictor extends AutoCloseable {
    /**
     * Predicts some rows.
     *
     * @param features row by row, encoded as the model's preprocessing says
     * @param rows how many
     * @return row by row: one probability a class, or one value in units of the target
     */
    float[] predict(float[] features, int rows);

    @Override
    void close();
}
