package dev.muster.data;

/** The rows of one part of a prepared dataset, in shards. Thread-safe. */
public interface Part {
    /** How many rows it has; a validation part may have none. */
    long rows();

    /** How many shards they are in. */
    int shards();

    /**
     * Reads one shard: rows × (features + 1) float32, little-endian, row by row with the target last; at most 4 MiB.
     * Every shard but the last has the same number of rows.
     *
     * @param index from 0
     * @throws java.io.UncheckedIOException when it cannot be read now
     */
    byte[] shard(int index);
}
