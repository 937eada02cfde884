package dev.muster.trainer;

import dev.muster.trainer.metric.Scores;
import java.util.List;

/** What came out of a training. */
final class Trained {
    private final byte[] model;
    private final Scores scores;
    private final List<Epoch> history;
    private final int best;

    Trained(byte[] model, Scores scores, List<Epoch> history, int best) {
        this.model = model;
        this.scores = scores;
        this.history = history;
        this.best = best;
    }

    /** The bytes of the {@link ModelFile}, not copied. */
    byte[] model() {
        return model;
    }

    /** On the test part. */
    Scores scores() {
        return scores;
    }

    List<Epoch> history() {
        return history;
    }

    /** The epoch whose model it is; 0 for the last. */
    int best() {
        return best;
    }
}
