package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.muster.data.Preprocessing;

/** What training minimises; its gradient is written out, which is shorter than to derive it automatically. */
interface Objective {
    /** The objective for what is learned. */
    static Objective of(Preprocessing data) {
        Preprocessing.Target target = data.target();
        return target == null ? new CrossEntropy(data.classes().size()) : new SquaredError(target);
    }

    /** How many numbers stand for the truth of a row. */
    int width();

    /**
     * Writes the truth of a row as numbers.
     *
     * @param target class index or value, as in a shard
     * @param truth where to, {@link #width()} numbers from an index on
     */
    void encode(float target, float[] truth, int from);

    /** The gradient of the sum of losses by the outputs, times a factor; adds that sum to a scalar. */
    PtNDArray gradient(PtNDArray outputs, PtNDArray truth, PtNDArray factor, PtNDArray sum);

    /** The loss of one row in the units of the metric, from the sums of {@link #gradient}. */
    double loss(double sum, long rows);

    /** Outputs of the network as predictions; may be the same array. */
    PtNDArray predictions(PtNDArray outputs);

    /** Brings predictions into the units of the target. */
    void decode(float[] predictions);
}
