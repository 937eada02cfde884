package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDManager;
import dev.muster.trainer.Predictor;

/** Predicts by a stored network. */
final class NetworkPredictor implements Predictor {
    private final PtNDManager manager;
    private final Evaluation evaluation;

    NetworkPredictor(Setup setup, byte[] stored) {
        manager = Torch.manager();
        Weights weights = new Weights(setup.network(), manager);
        WeightFile.read(stored, setup.network(), weights);
        evaluation = new Evaluation(setup, weights);
    }

    @Override
    public float[] predict(float[] features, int rows) {
        Torch.computeAlone();
        float[] known = features.clone();
        Window.replaceMissing(known);
        return evaluation.predict(known, rows);
    }

    @Override
    public void close() {
        manager.close();
    }
}
