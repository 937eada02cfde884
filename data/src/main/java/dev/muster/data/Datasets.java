package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import java.nio.file.Path;

/** Looks at datasets and prepares them for training; streams, so that memory does not grow with the data. */
public final class Datasets {
    private Datasets() {}

    /** As {@link #inspect(DatasetSpec, Progress)}, telling nobody how far it is. */
    public static Inspection inspect(DatasetSpec spec) {
        return inspect(spec, Progress.NONE);
    }

    /**
     * Reads a dataset once, checks, profiles and digests it.
     *
     * @throws dev.muster.contract.InvalidInputException with every problem found, when it cannot be learned from
     */
    public static Inspection inspect(DatasetSpec spec, Progress progress) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #prepare(DatasetSpec, String, Path, Progress)}, telling nobody how far it is. */
    public static PreparedDataset prepare(DatasetSpec spec, String expectedDigest, Path cache) {
        return prepare(spec, expectedDigest, cache, Progress.NONE);
    }

    /**
     * Encodes a dataset in shards, or finds it encoded already: equal specs (the name and place aside) and digests
     * share one folder of the cache, whoever asks at the same time.
     *
     * @param expectedDigest of the content, as inspected
     * @param cache folder for prepared datasets, created when it is not there
     * @throws dev.muster.contract.InvalidInputException when the data is not what was inspected, or cannot be learned
     *     from
     * @throws java.io.UncheckedIOException when the cache cannot be written now
     */
    public static PreparedDataset prepare(DatasetSpec spec, String expectedDigest, Path cache, Progress progress) {
        throw new UnsupportedOperationException();
    }
}
