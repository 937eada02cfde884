package dev.muster.trainer;

import dev.muster.data.Preprocessing;

/** A trained model, ready to predict. Used by one thread at a time. */
public final class Model implements AutoCloseable {
    private final Preprocessing preprocessing;
    private final Predictor predictor;

    private Model(Preprocessing preprocessing, Predictor predictor) {
        this.preprocessing = preprocessing;
        this.predictor = predictor;
    }

    /**
     * Loads a stored model.
     *
     * @throws dev.muster.trainer.codec.DamagedException when the bytes are none
     * @throws dev.muster.contract.InvalidInputException when no algorithm on the class path can read it
     */
    public static Model load(byte[] bytes) {
        ModelFile file = ModelFile.read(bytes);
        Algorithm algorithm = Algorithms.find(file.header().algorithm());
        return new Model(file.header().preprocessing(), algorithm.load(file));
    }

    /** How raw rows become features, and what the outputs mean. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * Predicts some rows.
     *
     * @param features row by row
     * @param rows how many
     * @return row by row: one probability a class, or one value in units of the target
     */
    public float[] predict(float[] features, int rows) {
        if (features.length != rows * preprocessing.features()) {
            throw new IllegalArgumentException(
                    rows + " rows have " + rows * preprocessing.features() + " features, not " + features.length);
        }
        return predictor.predict(features, rows);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
