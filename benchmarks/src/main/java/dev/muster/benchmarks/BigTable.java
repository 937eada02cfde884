package dev.muster.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Writes a CSV file of a wanted size, from a fixed seed: {@value #NUMBERS} numbers, a category with gaps, and a class
 * that a linear rule of three columns decides, with one row of twenty labelled wrong; no model exceeds 0.95.
 */
final class BigTable {
    private static final int NUMBERS = 14;
    private static final List<String> REGIONS = List.of("north", "south", "east", "west", "");
    private static final double WRONG = 0.05;
    private static final int SCALE = 10_000;

    private BigTable() {}

    /** Arguments: the file, and how many MiB. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long size = Long.parseLong(arguments[1]) << 20;
        Random random = new Random(1);
        StringBuilder row = new StringBuilder();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int column = 0; column < NUMBERS; column++) {
                writer.write("x" + column + ",");
            }
            writer.write("region,label\n");
            for (long written = 0; written < size; written += row.length()) {
                row.setLength(0);
                append(row, random);
                writer.append(row);
            }
        }
    }

    private static void append(StringBuilder row, Random random) {
        int[] values = random.ints(NUMBERS, -SCALE, SCALE).toArray();
        for (int value : values) {
            row.append(value / (double) SCALE).append(',');
        }
        boolean yes = values[0] + values[1] - values[2] > 0;
        row.append(REGIONS.get(random.nextInt(REGIONS.size())))
                .append(yes == random.nextDouble() >= WRONG ? ",yes\n" : ",no\n");
    }
}
