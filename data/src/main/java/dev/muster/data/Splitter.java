package dev.muster.data;

import dev.muster.contract.Split;

/**
 * Divides rows by a hash of the seed and the row's index, so that no pass over the data is needed and no order of it
 * matters. The hash is SplitMix64 (Steele, Lea, Flood: <em>Fast Splittable Pseudorandom Number Generators</em>, 2014).
 */
final class Splitter {
    /** For a test part that comes as such. */
    static final Splitter ALL_TEST = new Splitter(0, 1, 0);

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long start;
    private final double test;
    private final double validation;

    private Splitter(long seed, double test, double validation) {
        this.start = mix(seed + GAMMA);
        this.test = test;
        this.validation = validation;
    }

    /** Divides all rows in three. */
    static Splitter of(Split split) {
        return new Splitter(split.seed(), split.test(), split.validation());
    }

    /** Divides the rows of a training part that comes with a test part of its own. */
    static Splitter withoutTest(Split split) {
        return new Splitter(split.seed(), 0, split.validation());
    }

    /**
     * The part of a row.
     *
     * @param row counted from 0
     */
    PartKind part(long row) {
        double share = (mix(start + row * GAMMA) >>> 11) * 0x1p-53;
        if (share < test) {
            return PartKind.TEST;
        }
        return share < test + validation ? PartKind.VALIDATION : PartKind.TRAIN;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
