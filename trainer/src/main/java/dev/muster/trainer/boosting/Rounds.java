package dev.muster.trainer.boosting;

/**
 * How boosting rounds are grouped into epochs: at most {@link #MOST_EPOCHS} of equal size, so that validation and
 * checkpoints cost little against the trees.
 *
 * @param total rounds
 * @param block rounds an epoch; the last may have fewer
 * @param patience epochs without a better validation loss; 0 for no early stopping
 */
record Rounds(int total, int block, int patience) {
    static final int MOST_EPOCHS = 40;

    /** Both in rounds. */
    static Rounds of(int total, int patience) {
        int block = Math.max(1, ceiling(total, MOST_EPOCHS));
        return new Rounds(total, block, ceiling(patience, block));
    }

    int epochs() {
        return ceiling(total, block);
    }

    /** The round at which the epoch of a finished round count ends. */
    int end(int finished) {
        return Math.min(total, (finished / block + 1) * block);
    }

    /** How many rounds of the epoch under way a finished round count has; 0 between two. */
    int inEpoch(int finished) {
        return finished < total ? finished % block : 0;
    }

    private static int ceiling(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}
