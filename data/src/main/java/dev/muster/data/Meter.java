package dev.muster.data;

/** Counts the bytes read in all passes over a dataset and tells of them now and then. */
final class Meter {
    /** Tells nobody. */
    static final Meter NONE = new Meter(Progress.NONE, 0);

    private static final long STEP = 4 << 20;

    private final Progress progress;
    private final long total;
    private long read;
    private long told;

    Meter(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    void add(long bytes) {
        read += bytes;
        if (read - told >= STEP) {
            tell();
        }
    }

    /** Tells how far it is, now. */
    void tell() {
        told = read;
        progress.read(read, total);
    }
}
