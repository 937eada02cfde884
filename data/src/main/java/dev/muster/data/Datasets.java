package dev.muster.data;

import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Looks at datasets and prepares them for training; streams, so that memory does not grow with the data. */
public final class Datasets {
    /** Changes whenever the same data is encoded in another way. */
    private static final String ENCODER = "1";

    private Datasets() {}

    /** As {@link #inspect(DatasetSpec, Progress)}, telling nobody how far it is. */
    public static Inspection inspect(DatasetSpec spec) {
        return inspect(spec, Progress.NONE);
    }

    /**
     * Reads a dataset once, checks, profiles and digests it.
     *
     * @throws InvalidInputException with every problem found, when it cannot be learned from
     * @throws UncheckedIOException when it cannot be read now
     */
    public static Inspection inspect(DatasetSpec spec, Progress progress) {
        try {
            return reading(spec, problems -> {
                Format format = Format.open(spec, problems);
                Scan scan = format.scan(new Meter(progress, format.bytes()));
                return new Inspection(new Dataset(spec, scan.profile().digest()), scan.profile());
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the dataset at " + spec.uri() + ": " + e.getMessage(), e);
        }
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
     * @throws InvalidInputException when the data is not what was inspected, or cannot be learned from
     * @throws UncheckedIOException when the data cannot be read or the cache cannot be written now
     */
    public static PreparedDataset prepare(DatasetSpec spec, String expectedDigest, Path cache, Progress progress) {
        try {
            return new PreparedCache(cache)
                    .get(key(spec, expectedDigest), folder -> encode(spec, expectedDigest, folder, progress));
        } catch (IOException e) {
            String what = "cannot prepare the dataset at " + spec.uri() + " in " + cache + ": ";
            throw new UncheckedIOException(what + e.getMessage(), e);
        }
    }

    private static String key(DatasetSpec spec, String digest) {
        DatasetSpec content =
                new DatasetSpec("", "", spec.format(), spec.task(), spec.target(), spec.shape(), spec.split());
        return Digest.of(ENCODER, digest, Json.text(content)).replace(':', '-');
    }

    private static PreparedCache.Index encode(DatasetSpec spec, String digest, Path folder, Progress progress)
            throws IOException {
        return reading(spec, problems -> {
            Format format = Format.open(spec, problems);
            Meter meter = new Meter(progress, 2 * format.bytes());
            Scan scan = format.scan(meter);
            requireSame(spec, digest, scan.profile().digest());
            Preprocessing preprocessing = scan.preprocessing();
            try (ShardWriter shards = new ShardWriter(folder, preprocessing.features())) {
                requireSame(spec, digest, format.encode(preprocessing, shards, meter));
                shards.finish();
                return new PreparedCache.Index(
                        preprocessing,
                        shards.rows(PartKind.TRAIN),
                        shards.rows(PartKind.VALIDATION),
                        shards.rows(PartKind.TEST));
            }
        });
    }

    private static void requireSame(DatasetSpec spec, String expected, String found) {
        if (!expected.equals(found)) {
            throw InvalidInputException.of(Problem.at(
                    spec.uri(),
                    "the data changed after the batch was accepted: it was " + expected + " and is " + found,
                    "submit the batch again to train on the data as it is now, or restore it"));
        }
    }

    private static <T> T reading(DatasetSpec spec, Reading<T> reading) throws IOException {
        Problems problems = new Problems(spec.uri());
        try {
            return reading.read(problems);
        } catch (BrokenFileException e) {
            problems.add(Fault.FILE, e.problem());
            problems.throwIfAny();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(Problems problems) throws IOException;
    }
}
