package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
    private final ProgressText text = new ProgressText(Ink.PLAIN, 100);

    @Test
    void showsABarForEachRunningJob() {
        Snapshot snapshot =
                new Snapshot("digits", List.of(Jobs.succeeded("a"), Jobs.running("b", 5), Jobs.queued("c")), 10, 0);

        assertThat(text.bars(snapshot, 12))
                .hasSize(2)
                .satisfiesExactly(
                        first ->
                                assertThat(first).contains("digits", "1 of 3 jobs", "1 running", "50 %", "10.0 s left"),
                        second -> assertThat(second)
                                .startsWith("████████░░░░░░░░ b")
                                .contains("5/10", "accuracy 0.9100"));
    }

    @Test
    void summarisesWhatDoesNotFit() {
        Snapshot snapshot = new Snapshot("sweep", Jobs.many(300), 10, 0);

        assertThat(text.bars(snapshot, 12)).hasSize(12).last().asString().contains("and 290 more running");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        ProgressText narrow = new ProgressText(Ink.PLAIN, 60);
        Snapshot snapshot = new Snapshot(
                "a-batch-with-a-very-long-name-that-nobody-should-give",
                Stream.concat(Jobs.many(20).stream(), Stream.of(Jobs.failed("x")))
                        .toList(),
                10,
                0);

        assertThat(narrow.bars(snapshot, 12))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void estimatesOnlyFromWorkThatItSaw() {
        List<dev.muster.ledger.History.Job> half = List.of(Jobs.succeeded("a"), Jobs.queued("b"));

        assertThat(new Snapshot("digits", half, 5, 0.5).left()).isNegative();
        assertThat(new Snapshot("digits", half, 5, 0.25).left()).isEqualTo(10);
    }

    @Test
    void saysWhyAJobFailed() {
        assertThat(text.ended(Jobs.failed("x"))).isEqualTo("✗ x  failed: the loss is not a number");
    }

    @Test
    void barsGrowByEighths() {
        assertThat(ProgressText.blocks(0, 4)).isEqualTo("░░░░");
        assertThat(ProgressText.blocks(0.5 + 1 / 32.0, 4)).isEqualTo("██▏░");
        assertThat(ProgressText.blocks(1, 4)).isEqualTo("████");
        assertThat(ProgressText.blocks(7, 4)).isEqualTo("████");
    }
}
