package dev.muster.data;

/** A number of rows in each part. */
final class PartCounts {
    private long train;
    private long validation;
    private long test;

    /** Counts a row of a part. */
    void add(PartKind part) {
        switch (part) {
            case TRAIN -> train++;
            case VALIDATION -> validation++;
            case TEST -> test++;
        }
    }

    long train() {
        return train;
    }

    long test() {
        return test;
    }

    /** In all parts together. */
    long total() {
        return train + validation + test;
    }
}
