package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small files and small methods; the figures are printed, so that growth is seen before it hurts. */
class SizesTest {
    private static final List<CodeSize> MAIN =
            Repository.java("main").stream().map(CodeSize::of).toList();

    @Test
    void filesAreSmall() {
        List<Integer> lines = sorted(MAIN.stream().map(CodeSize::lines));
        System.out.printf(
                "%d main files, lines of code: median %d, p90 %d, max %d%n",
                lines.size(), share(lines, 0.5), share(lines, 0.9), share(lines, 1));

        assertThat(MAIN).filteredOn(file -> file.lines() > 250).isEmpty();
        assertThat(share(lines, 0.5)).isLessThanOrEqualTo(40);
        assertThat(share(lines, 0.9)).isLessThanOrEqualTo(120);
    }

    @Test
    void methodsAreSmall() {
        List<CodeSize.Method> methods =
                MAIN.stream().flatMap(file -> file.methods().stream()).toList();
        List<Integer> lines = sorted(methods.stream().map(CodeSize.Method::lines));
        System.out.printf("%d methods: p95 %d, max %d%n", lines.size(), share(lines, 0.95), share(lines, 1));

        assertThat(methods).filteredOn(method -> method.lines() > 40).isEmpty();
        assertThat(share(lines, 0.95)).isLessThanOrEqualTo(20);
    }

    @Test
    void testClassesAreNotLongEither() {
        List<CodeSize> tests =
                Repository.java("test").stream().map(CodeSize::of).toList();
        System.out.println("longest test classes: "
                + tests.stream()
                        .sorted(Comparator.comparing(CodeSize::lines).reversed())
                        .limit(3)
                        .map(size -> size.lines() + " " + size.file().getFileName())
                        .toList());

        assertThat(tests).filteredOn(size -> size.lines() > 300).isEmpty();
    }

    /** The measure itself: what counts as a method, and as a line of one. */
    @Test
    void linesAreCountedAsAReaderWould() {
        CodeSize size = CodeSize.of(Path.of("Sample.java"), """
                package x;

                /** Says { nothing. */
                record Sample(
                        int a, // one
                        String b) {
                    static final String OPEN = "} {";

                    Sample {
                        check(a);
                    }

                    @Override
                    @SuppressWarnings({"a", "b"})
                    public String toString() {
                        if (a > 1
                                && b.isEmpty()) {
                            return "x";
                        }

                        /* nothing
                           here */
                        return b;
                    }

                    static int many(
                            int first,
                            int second) throws IOException {
                        return new Object() {
                            int sum() {
                                return first + second;
                            }
                        }.sum();
                    }

                    void empty() {}
                }
                """);

        assertThat(size.lines()).isEqualTo(28);
        assertThat(size.methods()).extracting(CodeSize.Method::lines).containsExactly(1, 5, 5);
    }

    private static List<Integer> sorted(Stream<Integer> lines) {
        List<Integer> sorted = lines.sorted().toList();
        assertThat(sorted).hasSizeGreaterThan(100);
        return sorted;
    }

    private static int share(List<Integer> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }
}
