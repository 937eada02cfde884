package dev.muster.trainer.boosting;

import dev.muster.contract.Task;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.Learner;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import dev.muster.trainer.metric.Scorer;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Trees while they grow. XGBoost seeds the choice of rows by the round, but that of columns only once a booster; so
 * where columns are drawn, every epoch draws anew, whether or not it was interrupted before, and none pauses inside.
 */
final class TreeLearner implements Learner {
    private static final byte[] NONE = {};

    private final Map<String, Object> settings;
    private final Rounds rounds;
    private final PreparedDataset data;
    private final DMatrix train;
    private final boolean draws;
    private @Nullable HeldRows validation;
    private Trees trees;
    private int finished;
    private byte[] best = NONE;

    TreeLearner(Map<String, Object> settings, Rounds rounds, PreparedDataset data) {
        this.settings = settings;
        this.rounds = rounds;
        this.data = data;
        this.draws = !(Double.valueOf(1).equals(settings.get("colsample_bytree"))
                && Double.valueOf(1).equals(settings.get("subsample")));
        this.train = Rows.matrix(data.train(), data.features());
        this.trees = Trees.none(settings, train);
    }

    @Override
    public int epochs() {
        return rounds.epochs();
    }

    @Override
    public int patience() {
        return rounds.patience();
    }

    @Override
    public OptionalDouble train(BooleanSupplier pause) {
        int end = rounds.end(finished);
        if (draws) {
            trees.forgetDraws();
        }
        while (finished < end) {
            trees.grow(train, finished);
            finished++;
            if (finished < end && !draws && pause.getAsBoolean()) {
                return OptionalDouble.empty();
            }
        }
        double loss = trees.evaluate(train, finished);
        return OptionalDouble.of(data.task() == Task.REGRESSION ? loss * loss : loss);
    }

    @Override
    public int position() {
        return rounds.inEpoch(finished);
    }

    @Override
    public void evaluate(Part part, Scorer scorer) {
        TreePredictor predictor = new TreePredictor(trees, data.classes().size() == 2);
        if (part == data.validation() && HeldRows.fits(part)) {
            evaluateHeld(part, predictor, scorer);
            return;
        }
        for (int shard = 0; shard < part.shards(); shard++) {
            Rows rows = Rows.read(part, shard, data.features());
            if (rows.count() > 0) {
                scorer.add(predictor.predict(rows.features(), rows.count()), rows.targets(), rows.count());
            }
        }
    }

    /** The validation rows are predicted in every epoch, others once. */
    private void evaluateHeld(Part part, TreePredictor predictor, Scorer scorer) {
        if (validation == null) {
            validation = new HeldRows(part, data.features());
        }
        for (HeldRows.Shard shard : validation.shards()) {
            scorer.add(predictor.predict(shard.features()), shard.targets(), shard.targets().length);
        }
    }

    @Override
    public void keep() {
        best = trees.bytes();
    }

    @Override
    public void revert() {
        replace(Trees.read(best));
    }

    @Override
    public byte[] state() {
        return new Encoder()
                .putInt(finished)
                .putBytes(trees.bytes())
                .putBytes(best)
                .bytes();
    }

    @Override
    public void restore(byte[] state) {
        Decoder decoder = new Decoder("state of boosted trees", state);
        finished = decoder.getInt();
        byte[] grown = decoder.getBytes();
        best = decoder.getBytes();
        decoder.end();
        try (Trees read = Trees.read(grown)) {
            replace(read.copy(settings));
        }
    }

    @Override
    public byte[] model() {
        return trees.bytes();
    }

    private void replace(Trees other) {
        trees.close();
        trees = other;
    }

    @Override
    public void close() {
        trees.close();
        train.dispose();
        if (validation != null) {
            validation.close();
        }
    }
}
