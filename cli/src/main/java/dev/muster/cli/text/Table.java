package dev.muster.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Rows in columns: figures to the right, words to the left, and the widest words cut where a line would be too long.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int SHORTEST = 6;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** With these columns. */
    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row with one cell for each column. */
    public void row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The header and the rows, none longer than the width where words can give way; empty columns are left out. */
    public List<String> lines(Ink ink, int width) {
        int[] widths = widths();
        shrink(widths, width);
        List<String> lines = new ArrayList<>();
        lines.add(line(
                columns.stream().map(column -> new Cell(column.title, ink::dim)).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** The same with a line below each row, in the order of the rows. */
    List<String> linesWith(List<String> below, Ink ink, int width) {
        List<String> lines = new ArrayList<>();
        Iterator<String> next = below.iterator();
        for (String line : lines(ink, width)) {
            lines.add(line);
            // There is none below the header.
            if (lines.size() > 1) {
                lines.add(next.next());
            }
        }
        return lines;
    }

    private int[] widths() {
        return IntStream.range(0, columns.size())
                .map(i -> {
                    int widest = rows.stream()
                            .mapToInt(row -> length(row.get(i).text))
                            .max()
                            .orElse(0);
                    return widest == 0 ? 0 : Math.max(widest, length(columns.get(i).title));
                })
                .toArray();
    }

    private void shrink(int[] widths, int width) {
        int gaps = GAP.length()
                * (int) Math.max(0, Arrays.stream(widths).filter(w -> w > 0).count() - 1);
        int excess = Arrays.stream(widths).sum() + gaps - width;
        while (excess > 0) {
            int widest = IntStream.range(0, widths.length)
                    .filter(i -> !columns.get(i).right)
                    .reduce((a, b) -> widths[a] >= widths[b] ? a : b)
                    .orElse(-1);
            if (widest < 0 || widths[widest] <= SHORTEST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private String line(List<Cell> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                line.append(first ? "" : GAP).append(cells.get(i).fit(widths[i], columns.get(i).right));
                first = false;
            }
        }
        return line.toString().stripTrailing();
    }

    /** At most so many characters, the last one an ellipsis where something is left out. */
    static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * A column.
     *
     * @param right for figures
     */
    public record Column(String title, boolean right) {
        /** Of words. */
        public static Column words(String title) {
            return new Column(title, false);
        }

        /** Of figures. */
        public static Column figures(String title) {
            return new Column(title, true);
        }
    }

    /**
     * A cell.
     *
     * @param paint put on after the text was cut and aligned
     */
    public record Cell(String text, UnaryOperator<String> paint) {
        /** Without paint. */
        public static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }

        private String fit(int width, boolean right) {
            String cut = cut(text, width);
            String padding = " ".repeat(width - length(cut));
            return right ? padding + paint.apply(cut) : paint.apply(cut) + padding;
        }
    }
}
