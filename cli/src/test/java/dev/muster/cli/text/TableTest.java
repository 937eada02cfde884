package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.text.Table.Cell;
import dev.muster.cli.text.Table.Column;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsWordsLeftAndFiguresRight() {
        Table table = new Table(Column.words("job"), Column.figures("loss"));
        table.row(Cell.of("a"), Cell.of("0.5"));
        table.row(Cell.of("longer"), Cell.of("12.25"));

        assertThat(table.lines(Ink.PLAIN, 80)).containsExactly("job      loss", "a         0.5", "longer  12.25");
    }

    @Test
    void cutsTheWidestWordsWhenALineWouldBeTooLong() {
        Table table = new Table(Column.words("job"), Column.words("parameters"), Column.figures("loss"));
        table.row(Cell.of("job-name"), Cell.of("learningRate=0.01 hidden=[64, 64]"), Cell.of("0.5"));

        assertThat(table.lines(Ink.PLAIN, 30))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(30))
                .last()
                .asString()
                .contains("…")
                .endsWith("0.5");
    }

    @Test
    void leavesOutColumnsWithoutAnyValue() {
        Table table = new Table(Column.words("job"), Column.words("parameters"));
        table.row(Cell.of("a"), Cell.of(""));

        assertThat(table.lines(Ink.PLAIN, 80)).containsExactly("job", "a");
    }

    @Test
    void coloursDoNotCountForTheWidth() {
        Table table = new Table(Column.words("job"), Column.figures("n"));
        table.row(new Cell("a", Ink.COLOURED::bold), Cell.of("1"));
        table.row(Cell.of("bb"), Cell.of("2"));

        assertThat(table.lines(Ink.PLAIN, 80).get(1).replaceAll("\u001b\\[\\d*m", ""))
                .isEqualTo("a    1");
    }
}
