package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();

    @Test
    void plainLinesAreRareButTellEachEnding() {
        try (Progress progress = Progress.on(terminal(false))) {
            progress.show(new Snapshot("digits", List.of(Jobs.running("a", 1), Jobs.running("b", 1)), 0, 0));
            progress.show(new Snapshot("digits", List.of(Jobs.running("a", 2), Jobs.running("b", 1)), 1, 0));
            progress.show(new Snapshot("digits", List.of(Jobs.succeeded("a"), Jobs.running("b", 1)), 2, 0));
            progress.show(new Snapshot("digits", List.of(Jobs.succeeded("a"), Jobs.running("b", 1)), 3, 0));
        }

        assertThat(err.toString().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("0 of 2 jobs"),
                        second -> assertThat(second).startsWith("✓ a").contains("accuracy 0.9500"));
        assertThat(err.toString()).doesNotContain("\u001b");
    }

    @Test
    void whatHadEndedBeforeIsNotToldAgain() {
        try (Progress progress = Progress.on(terminal(false))) {
            progress.show(new Snapshot("digits", List.of(Jobs.succeeded("a"), Jobs.running("b", 1)), 0, 0.5));
        }

        assertThat(err.toString()).doesNotContain("✓ a");
    }

    @Test
    void aLargeBatchTellsOnlyOfItsFailures() {
        try (Progress progress = Progress.on(terminal(false))) {
            progress.show(new Snapshot("sweep", Jobs.many(100), 0, 0));
            List<dev.muster.ledger.History.Job> later = new java.util.ArrayList<>(Jobs.many(100));
            later.set(3, Jobs.failed("job-3"));
            later.set(4, Jobs.succeeded("job-4"));
            progress.show(new Snapshot("sweep", later, 1, 0));
        }

        assertThat(err.toString()).contains("✗ job-3").doesNotContain("✓ job-4");
    }

    @Test
    void onATerminalTheLinesBeforeAreErased() {
        try (Progress progress = Progress.on(terminal(true))) {
            progress.show(new Snapshot("digits", List.of(Jobs.running("a", 1)), 0, 0));
            progress.show(new Snapshot("digits", List.of(Jobs.succeeded("a")), 1, 0));
        }

        assertThat(err.toString()).contains("\u001b[2A\r\u001b[J✓ a").endsWith("\u001b[1A\r\u001b[J");
    }

    private Terminal terminal(boolean live) {
        PrintWriter writer = new PrintWriter(err);
        return new Terminal(writer, writer, live, Ink.PLAIN, Ink.PLAIN, 80);
    }
}
