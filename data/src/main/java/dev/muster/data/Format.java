package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import java.io.IOException;

/** A dataset in one of the forms that can be read; each pass reads all of it once. */
interface Format {
    /** The dataset that a spec names, its files found. */
    static Format open(DatasetSpec spec, Problems problems) throws IOException {
        return switch (spec.format()) {
            case CSV -> new Table(spec, problems);
            case MNIST_IDX ->
                new Images(spec, IdxFolder.open(Location.of(spec, problems).folder(), problems), problems);
            case CIFAR_10 ->
                new Images(spec, CifarFolder.open(Location.of(spec, problems).folder(), problems), problems);
        };
    }

    /** The size of its files. */
    long bytes() throws IOException;

    /**
     * Checks, profiles and fits.
     *
     * @throws dev.muster.contract.InvalidInputException with all problems
     */
    Scan scan(Meter meter) throws IOException;

    /**
     * Encodes every row.
     *
     * @return the digest of what was read
     */
    String encode(Preprocessing preprocessing, ShardWriter shards, Meter meter) throws IOException;
}
