package dev.muster.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.ArrayList;
import java.util.List;

/** Hands the fields that the parser finds on to a visitor, without making objects of them; skips empty lines. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> {
    private static final char[] NOTHING = new char[0];

    private final TableVisitor visitor;
    private final List<String> header = new ArrayList<>();
    private final Cell cell = new Cell();
    private boolean headerRead;
    private boolean quoted;
    private boolean firstEmpty;
    private int line;
    private int fields;

    CsvRows(TableVisitor visitor) {
        this.visitor = visitor;
    }

    /** Where the current row begins, counted from 1. */
    int line() {
        return line;
    }

    /** Whether the last field of the last row was quoted. */
    boolean endedQuoted() {
        return quoted;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = (int) Math.min(startingLineNumber, Integer.MAX_VALUE);
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean isQuoted) {
        quoted = isQuoted;
        if (index == 0) {
            // Of an empty line or of a row whose first value is missing: only the end of the row tells.
            firstEmpty = length == 0;
            if (firstEmpty) {
                return;
            }
        }
        show(index, buffer, offset, length);
    }

    private void show(int index, char[] buffer, int offset, int length) {
        cell.show(index, buffer, offset, length);
        if (headerRead) {
            visitor.cell(cell, line);
        } else {
            header.add(index == 0 ? 0 : header.size(), cell.text());
        }
    }

    @Override
    protected RecordWrapper<Boolean> buildRecord() {
        boolean isRow = !isEmptyLine();
        if (isRow && firstEmpty) {
            show(0, NOTHING, 0, 0);
        }
        fields = getFieldCount();
        return wrapRecord(isRow);
    }

    /** Ends the record that was built; outside of the parser, which would take a failure here for its own. */
    void end(boolean isRow) {
        if (isRow && headerRead) {
            visitor.endRow(line, fields);
        } else if (isRow) {
            headerRead = true;
            visitor.header(List.copyOf(header));
        }
    }
}
