package dev.muster.data;

import dev.muster.contract.Profile;

/** Learns what one column of a table holds, value by value. */
interface ColumnScan {
    /** Takes the value of one row. */
    void add(Cell cell, PartKind part, int line);

    /** Notes what is wrong with the column as a whole; called once, after the last row. */
    void check();

    /** What it holds; called when nothing was wrong. */
    Profile.Column profile();
}
