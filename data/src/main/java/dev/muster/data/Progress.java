package dev.muster.data;

/** Told how far the reading of a dataset is; called every few megabytes, from the reading thread. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (bytes, total) -> {};

    /**
     * Says how far it is.
     *
     * @param bytes read until now, all passes together
     * @param total to read, all passes together
     */
    void read(long bytes, long total);
}
