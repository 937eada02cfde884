package dev.muster.data;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Prints how fast a large CSV file is inspected and prepared; run it with a small heap. Arguments: a folder to work in,
 * the size in megabytes.
 */
final class Throughput {
    private static final List<String> COLOURS = List.of("red", "green", "blue", "", "white");

    private Throughput() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve("large-" + args[1] + ".csv");
        write(file, Long.parseLong(args[1]) << 20);
        var spec = Specs.classes(file, "label");
        PrintStream out = System.out;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            Inspection inspection = Datasets.inspect(spec);
            long inspected = System.nanoTime();
            Path cache = folder.resolve("cache-" + round);
            PreparedDataset prepared = Datasets.prepare(spec, inspection.digest(), cache);
            long preparedAt = System.nanoTime();
            Datasets.prepare(spec, inspection.digest(), cache);
            long again = System.nanoTime();
            double megabytes = Files.size(file) / 1e6;
            out.printf(
                    Locale.ROOT,
                    "%.0f MB, %d rows: inspect %.0f MB/s, prepare %.0f MB/s, again %.1f ms, %d shards, heap %d MB%n",
                    megabytes,
                    inspection.profile().rows(),
                    megabytes / ((inspected - start) / 1e9),
                    megabytes / ((preparedAt - inspected) / 1e9),
                    (again - preparedAt) / 1e6,
                    prepared.train().shards(),
                    Runtime.getRuntime().maxMemory() >> 20);
            delete(cache);
        }
    }

    private static void write(Path file, long bytes) throws IOException {
        Random random = new Random(1);
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 16; i++) {
                out.write("x" + i + ",");
            }
            out.write("count,colour,code,label\n");
            for (long written = 0; written < bytes; ) {
                String row = row(random);
                out.write(row);
                written += row.length();
            }
        }
    }

    private static String row(Random random) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            double value = random.nextGaussian() * 100;
            // Half of them as a program writes doubles, half rounded.
            row.append(i < 8 ? value : Math.rint(value * 1000) / 1000).append(',');
        }
        row.append(random.nextInt(1000)).append(',');
        row.append(COLOURS.get(random.nextInt(COLOURS.size()))).append(',');
        row.append("\"code ").append(random.nextInt(200)).append("\",");
        return row.append(random.nextInt(3)).append('\n').toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
