package dev.muster.contract;

/**
 * How rows are divided: each row falls by a hash of the seed and its index, so no pass over the data is needed.
 *
 * @param validation share that steers early stopping, 0 to below 1
 * @param test share that the final metrics are measured on, above 0 to below 1; ignored where the format brings a test
 *     part
 * @param seed of the division
 */
public record Split(double validation, double test, long seed) {
    /** A tenth to validate, a fifth to test. */
    public static final Split DEFAULT = new Split(0.1, 0.2, 1);

    public Split {
        if (validation < 0 || test <= 0 || validation + test >= 1) {
            throw new IllegalArgumentException("no such split: validation " + validation + ", test " + test);
        }
    }
}
