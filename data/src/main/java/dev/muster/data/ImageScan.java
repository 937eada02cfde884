package dev.muster.data;

import dev.muster.contract.Profile;
import dev.muster.contract.Task;
import java.util.List;

/** Checks and profiles images in one pass. */
final class ImageScan implements ImageVisitor {
    private static final int VALUES = 256;

    private final long[] counts = new long[VALUES];
    private final Classes classes = new Classes();
    private long rows;

    @Override
    public void image(PartKind part, byte[] pixels, String label) {
        for (byte pixel : pixels) {
            counts[pixel & 0xFF]++;
        }
        classes.add(label, part);
        rows++;
    }

    void check(Problems problems) {
        if (!problems.any()) {
            classes.check("the dataset", problems);
        }
    }

    Profile profile(String digest, long bytes) {
        Moments moments = new Moments();
        for (int value = 0; value < VALUES; value++) {
            moments.add(value, counts[value]);
        }
        long[] bins = new long[Histogram.BINS];
        for (int value = 0; value < VALUES; value++) {
            bins[counts[value] == 0 ? 0 : Histogram.bin(value, moments.min(), moments.max())] += counts[value];
        }
        Profile.Column pixels = new Profile.Column(
                "pixels",
                Profile.Kind.NUMERIC,
                0,
                0,
                moments.mean(),
                moments.deviation(),
                moments.min(),
                moments.max(),
                Histogram.named(bins, true));
        return new Profile(digest, rows, bytes, List.of(pixels), classes.rows());
    }

    Preprocessing preprocessing(List<Integer> shape) {
        int pixels = shape.stream().reduce(1, (a, b) -> a * b);
        return new Preprocessing(
                Task.CLASSIFICATION,
                shape,
                List.of(new Preprocessing.Pixels(pixels, VALUES - 1.0)),
                classes.names(),
                null);
    }
}
