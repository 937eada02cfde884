package dev.muster.trainer.boosting;

import dev.muster.data.Part;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * Rows that growing trees predict again and again, in XGBoost's own form, a matrix a shard. XGBoost remembers what it
 * predicted of a matrix, so that only the trees that were added since cost time; it adds them up in the same order, so
 * the sums are those of a prediction from the start, bit for bit. Used by one thread at a time.
 */
final class HeldRows implements AutoCloseable {
    /** XGBoost remembers 32 matrices a booster, the training rows among them; this leaves it room. */
    private static final int MOST_SHARDS = 16;

    private final List<Shard> shards = new ArrayList<>();

    /** Whether a part is small enough. */
    static boolean fits(Part part) {
        return part.shards() <= MOST_SHARDS;
    }

    HeldRows(Part part, int width) {
        for (int index = 0; index < part.shards(); index++) {
            Rows rows = Rows.read(part, index, width);
            if (rows.count() > 0) {
                shards.add(new Shard(rows.matrix(), rows.targets()));
            }
        }
    }

    /** In their order, not copied. */
    List<Shard> shards() {
        return shards;
    }

    @Override
    public void close() {
        shards.forEach(shard -> shard.features.dispose());
        shards.clear();
    }

    /** What predicts, and what should have been predicted. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Shard(DMatrix features, float[] targets) {}
}
