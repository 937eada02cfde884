package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.data.Part;
import dev.muster.trainer.Learner;
import dev.muster.trainer.Seeds;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import dev.muster.trainer.metric.Scorer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Learns a network by gradient descent over mini-batches. */
final class GradientLearner implements Learner {
    private final Setup setup;
    private final PtNDManager manager;
    private final Weights weights;
    private final Weights spare;
    private final Optimizer optimizer;
    private final Batches batches;
    private final Evaluation evaluation;
    private final PtNDArray lossSum;
    private final PtNDArray padding;
    private final PtNDArray factor;
    private boolean kept;

    GradientLearner(Setup setup, Part train) {
        this.setup = setup;
        this.manager = Torch.manager();
        this.weights = new Weights(setup.network(), manager);
        this.spare = new Weights(setup.network(), manager);
        weights.learned().initialise(Seeds.of(setup.seed(), "weights", 0));
        weights.buffers().initialise(Seeds.of(setup.seed(), "buffers", 0));
        this.optimizer = setup.hyperparameters().optimizer(weights.learned().flat(), manager);
        this.batches = setup.batches(train, manager);
        this.evaluation = new Evaluation(setup, weights);
        this.lossSum = Torch.scalar(manager, 0);
        this.padding = Torch.zeros(manager, FlatArrays.ALIGNMENT);
        this.factor = Torch.scalar(manager, 0);
    }

    @Override
    public int epochs() {
        return setup.hyperparameters().epochs();
    }

    @Override
    public int patience() {
        return setup.hyperparameters().patience();
    }

    @Override
    public OptionalDouble train(BooleanSupplier pause) {
        Torch.computeAlone();
        while (batches.hasNext()) {
            step();
            if (batches.hasNext() && pause.getAsBoolean()) {
                return OptionalDouble.empty();
            }
        }
        double loss = setup.objective().loss(Torch.floats(lossSum).get(0), setup.rows());
        Torch.set(lossSum, 0);
        batches.nextEpoch();
        return OptionalDouble.of(loss);
    }

    @Override
    public int position() {
        return batches.position();
    }

    /** One batch forward and backward; nothing is read back from it, so no time is lost on waiting. */
    private void step() {
        try (PtNDManager step = (PtNDManager) manager.newSubManager()) {
            Batches.Batch batch = batches.next(step);
            List<PtNDArray> leaves = weights.learned().leaves(step);
            JniUtils.setGradMode(true);
            PtNDArray outputs = setup.network()
                    .layer()
                    .forward(
                            batch.features(), new Pass(leaves, weights.buffers().views(), true));
            JniUtils.setGradMode(false);
            Torch.set(factor, optimizer.scale() / batch.rows());
            PtNDArray gradient = setup.objective().gradient(outputs, batch.truth(), factor, lossSum);
            JniUtils.backward(outputs, gradient, false, false);
            optimizer.step(weights.learned().flat(), weights.learned().gradients(leaves, padding));
            if (batches.position() % Optimizer.FADING == 1) {
                optimizer.forget(weights.learned().flat());
            }
        }
    }

    @Override
    public void evaluate(Part part, Scorer scorer) {
        Torch.computeAlone();
        evaluation.run(part, scorer);
    }

    @Override
    public void keep() {
        spare.copy(weights);
        kept = true;
    }

    @Override
    public void revert() {
        if (kept) {
            weights.copy(spare);
        }
    }

    @Override
    public byte[] state() {
        Encoder encoder = new Encoder();
        batches.save(encoder);
        encoder.putFloat(Torch.floats(lossSum).get(0));
        weights.save(encoder);
        optimizer.save(encoder);
        encoder.putInt(kept ? 1 : 0);
        if (kept) {
            spare.save(encoder);
        }
        return encoder.bytes();
    }

    @Override
    public void restore(byte[] state) {
        Decoder decoder = new Decoder("state", state);
        batches.restore(decoder);
        Torch.set(lossSum, decoder.getFloat());
        weights.restore(decoder);
        optimizer.restore(decoder);
        kept = decoder.getInt() == 1;
        if (kept) {
            spare.restore(decoder);
        }
        decoder.end();
    }

    @Override
    public byte[] model() {
        return WeightFile.write(setup.network(), weights);
    }

    @Override
    public void close() {
        manager.close();
    }
}
