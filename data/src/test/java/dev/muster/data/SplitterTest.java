package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.contract.Split;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SplitterTest {
    private static final int ROWS = 100_000;

    @Test
    void sharesAreMet() {
        for (long seed = 0; seed < 10; seed++) {
            List<PartKind> parts = parts(Splitter.of(new Split(0.1, 0.2, seed)));
            assertThat(share(parts, PartKind.TEST)).isCloseTo(0.2, within(0.005));
            assertThat(share(parts, PartKind.VALIDATION)).isCloseTo(0.1, within(0.005));
        }
    }

    @Test
    void aRowKeepsItsPartAndAnotherSeedDividesAnew() {
        List<PartKind> first = parts(Splitter.of(new Split(0.25, 0.25, 1)));

        assertThat(parts(Splitter.of(new Split(0.25, 0.25, 1)))).isEqualTo(first);
        List<PartKind> second = parts(Splitter.of(new Split(0.25, 0.25, 2)));
        long same = LongStream.range(0, ROWS)
                .filter(row -> first.get((int) row) == second.get((int) row))
                .count();
        // Independent divisions agree on 0.5² + 0.25² + 0.25² of the rows.
        assertThat((double) same / ROWS).isCloseTo(0.375, within(0.01));
    }

    /** Models are compared across versions only while these stay: a change needs a new version of the encoder. */
    @Test
    void theDivisionNeverChanges() {
        String parts = String.join(
                "",
                parts(Splitter.of(Split.DEFAULT)).subList(0, 40).stream()
                        .map(part -> part.name().substring(2, 3))
                        .toList());

        assertThat(parts).isEqualTo("AAASALAALSLAASAAAAAASASAALSAAAAASAAAAALS");
    }

    @Test
    void aTrainingPartOfItsOwnHasNoTestRows() {
        assertThat(parts(Splitter.withoutTest(Split.DEFAULT))).doesNotContain(PartKind.TEST);
        assertThat(parts(Splitter.ALL_TEST)).containsOnly(PartKind.TEST);
    }

    private static double share(List<PartKind> parts, PartKind kind) {
        return (double) parts.stream().filter(kind::equals).count() / parts.size();
    }

    private static List<PartKind> parts(Splitter splitter) {
        return LongStream.range(0, ROWS).mapToObj(splitter::part).toList();
    }
}
