package dev.muster.trainer.metric;

import dev.muster.data.Preprocessing;

/** Makes the scorer that fits what is learned. */
public final class Scorers {
    private Scorers() {}

    /** A scorer without rows for predictions of that kind. */
    public static Scorer of(Preprocessing preprocessing) {
        Preprocessing.Target target = preprocessing.target();
        return target == null
                ? new ClassificationScorer(preprocessing.classes().size())
                : new RegressionScorer(target.mean());
    }
}
