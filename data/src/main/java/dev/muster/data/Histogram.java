package dev.muster.data;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts numbers in ten equal bins from the smallest to the largest, in one pass though the range is known only at its
 * end: the first 512 numbers are kept; then they and all others are counted in 512 fine bins, of which neighbours merge
 * whenever a number falls outside. Up to 512 numbers the counts are exact; beyond, a number may be counted in the bin
 * beside its own when it lies within 1/250 of the range of the edge. Halves of the numbers are counted, since the range
 * of all doubles is wider than a double.
 */
final class Histogram {
    static final int BINS = 10;
    private static final int FINE = 512;
    private static final double SMALLEST = 0x1p-1000;

    private double[] first = new double[8];
    private long[] bins = new long[0];
    private int kept;
    private double low;
    private double width;
    private double perWidth;

    void add(double value) {
        addHalf(value / 2);
    }

    private void addHalf(double value) {
        if (bins.length > 0) {
            count(value, 1);
        } else if (kept < FINE) {
            keep(value);
        } else {
            spread();
            count(value, 1);
        }
    }

    private void keep(double value) {
        if (kept == first.length) {
            first = Arrays.copyOf(first, kept * 2);
        }
        first[kept++] = value;
    }

    private void spread() {
        double min = Arrays.stream(first).min().orElse(0);
        double max = Arrays.stream(first).max().orElse(0);
        low = min;
        // Where all numbers are equal until now, the smallest width that tells neighbours apart and has an inverse.
        double smallest = Math.max(Math.ulp(Math.max(Math.abs(min), Math.abs(max))), SMALLEST);
        width = Math.max((max / FINE - min / FINE) * (1 + 0x1p-40), smallest);
        perWidth = 1 / width;
        bins = new long[FINE];
        for (int i = 0; i < kept; i++) {
            count(first[i], 1);
        }
        first = new double[0];
    }

    private void count(double value, long times) {
        double position = (value - low) * perWidth;
        while (position < 0 || position >= FINE) {
            widen(position < 0);
            position = (value - low) * perWidth;
        }
        bins[(int) position] += times;
    }

    /** Doubles the range by merging neighbours into one half, and leaves the other half free. */
    private void widen(boolean below) {
        long[] wider = new long[FINE];
        int shift = below ? FINE / 2 : 0;
        for (int i = 0; i < FINE; i++) {
            wider[shift + i / 2] += bins[i];
        }
        low -= below ? width * FINE : 0;
        width *= 2;
        perWidth /= 2;
        bins = wider;
    }

    /**
     * The counts, by the bins' indexes {@code 0} to {@code 9}; empty of nothing.
     *
     * @param min of all numbers added
     * @param max of all numbers added
     */
    Map<String, Long> counts(double min, double max) {
        long[] counts = new long[BINS];
        for (int i = 0; i < kept && bins.length == 0; i++) {
            counts[bin(first[i] * 2, min, max)]++;
        }
        for (int i = 0; i < bins.length; i++) {
            double centre = (low + (i + 0.5) * width) * 2;
            counts[bin(Math.max(min, Math.min(max, centre)), min, max)] += bins[i];
        }
        return named(counts, kept > 0);
    }

    /** The bin of a number among ten equal ones. */
    static int bin(double value, double min, double max) {
        double position = (value / 2 - min / 2) / (max / 2 - min / 2);
        return Double.isNaN(position) ? 0 : Math.min(BINS - 1, (int) (position * BINS));
    }

    /** The counts of ten bins by their indexes. */
    static Map<String, Long> named(long[] counts, boolean any) {
        Map<String, Long> named = new TreeMap<>();
        for (int i = 0; i < BINS && any; i++) {
            named.put(String.valueOf(i), counts[i]);
        }
        return named;
    }
}
