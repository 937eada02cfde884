package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of what {@code -XX:DumpLoadedClassList} writes: names of classes, and, after an {@code @}, lambdas and what
 * else can be made beforehand. Sorted and without what belongs to one run, they are text that can be kept and compared.
 */
final class ClassList {
    /** Classes are counted as they are loaded, which is another number in each run. */
    private static final Pattern NUMBER = Pattern.compile(" id: \\d+");

    /** What JVMs from 24 on write, and older ones stumble over. */
    private static final List<String> NEWER = List.of("@cp ", "@class-reflection-data ");

    private ClassList() {}

    /**
     * The portable lines of several lists together; what is said of a class comes after it, or it would count for
     * nothing.
     */
    static List<String> joined(List<Path> lists) {
        return lists.stream()
                .flatMap(list -> lines(list).stream())
                // Classes of other loaders are named with where they come from, which is nowhere in an image.
                .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
                .map(line -> NUMBER.matcher(line).replaceAll(""))
                .distinct()
                .sorted(Comparator.comparing((String line) -> line.startsWith("@"))
                        .thenComparing(line -> line))
                .toList();
    }

    /** The part of a portable list that a JVM understands. */
    static List<String> understood(Path list, Java java) {
        return lines(list).stream()
                .filter(line ->
                        java.version() >= ClassArchive.LINKING || NEWER.stream().noneMatch(line::startsWith))
                .toList();
    }

    private static List<String> lines(Path list) {
        try {
            return Files.readAllLines(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
