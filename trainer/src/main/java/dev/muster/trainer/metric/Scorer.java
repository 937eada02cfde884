package dev.muster.trainer.metric;

/** Compares predictions with the truth, batch by batch. Used by one thread at a time. */
public interface Scorer {
    /**
     * Takes some rows in.
     *
     * @param outputs row by row: one probability a class, or one value in units of the target
     * @param targets the true class indexes, or values
     * @param rows how many
     */
    void add(float[] outputs, float[] targets, int rows);

    /** How good all rows until now were predicted; without rows there is no metric. */
    Scores scores();
}
