package dev.muster.data;

import java.util.List;

/** Is shown a table, row by row; fields come before the end of their row, in any order. */
interface TableVisitor {
    /** The first row. */
    void header(List<String> names);

    /** A value of the current row; the cell is only valid during the call. */
    void cell(Cell cell, int line);

    /**
     * The end of a row.
     *
     * @param line where it began
     * @param fields how many it has
     */
    void endRow(int line, int fields);
}
