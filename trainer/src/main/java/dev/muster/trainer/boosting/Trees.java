package dev.muster.trainer.boosting;

import dev.muster.trainer.codec.DamagedException;
import java.io.IOException;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Some trees in native memory. Used by one thread at a time. */
final class Trees implements AutoCloseable {
    private final Booster booster;

    private Trees(Booster booster) {
        this.booster = booster;
    }

    /** None yet. */
    static Trees none(Map<String, Object> settings, DMatrix train) {
        return new Trees(unchecked(() -> XGBoost.train(train, settings, 0, Map.of(), null, null)));
    }

    /**
     * Those that {@link #bytes} gave.
     *
     * @throws DamagedException when the bytes hold none
     */
    static Trees read(byte[] bytes) {
        try {
            return new Trees(XGBoost.loadModel(bytes));
        } catch (XGBoostError | IOException e) {
            throw new DamagedException("boosted trees", String.valueOf(e.getMessage()));
        }
    }

    /** The same trees, ready to grow more. */
    Trees copy(Map<String, Object> settings) {
        Trees copy = read(bytes());
        unchecked(() -> {
            copy.booster.setParams(settings);
            return copy;
        });
        return copy;
    }

    /**
     * Lets the next round begin as if the trees had just been read, but for what is known about the training rows. What
     * XGBoost draws columns with lives as long as its updaters, and those go when the tree method changes; counting the
     * rounds makes it take notice.
     */
    void forgetDraws() {
        unchecked(() -> {
            booster.setParam("tree_method", "approx");
            booster.getNumBoostedRound();
            booster.setParam("tree_method", BoostedTrees.TREE_METHOD);
            return this;
        });
    }

    /** Grows the trees of one round, numbered from 0. */
    void grow(DMatrix train, int round) {
        unchecked(() -> {
            booster.update(train, round);
            return this;
        });
    }

    /** The evaluation metric of the settings on rows that were learned from. */
    double evaluate(DMatrix train, int round) {
        String line = unchecked(() -> booster.evalSet(new DMatrix[] {train}, new String[] {"train"}, round));
        return Double.parseDouble(line.substring(line.lastIndexOf(':') + 1));
    }

    /** One row of outputs a row of features, NaN for missing. */
    float[][] predict(float[] features, int rows) {
        return unchecked(() -> booster.inplace_predict(features, rows, features.length / rows, Float.NaN));
    }

    /** As {@link #predict(float[], int)}; what it predicts of a matrix once, it need not predict again. */
    float[][] predict(DMatrix features) {
        return unchecked(() -> booster.predict(features));
    }

    byte[] bytes() {
        return unchecked(() -> booster.toByteArray());
    }

    @Override
    public void close() {
        booster.dispose();
    }

    static <T> T unchecked(Call<T> call) {
        try {
            return call.run();
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost: " + e.getMessage(), e);
        }
    }

    /** A call into XGBoost. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws XGBoostError;
    }
}
