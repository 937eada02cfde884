package dev.muster.data;

import dev.muster.contract.Problem;

/**
 * Where a column is.
 *
 * @param file that has it
 * @param index counted from 0
 * @param column its name
 */
record Place(String file, int index, String column) {
    /** A problem of the column in one line, 0 for none. */
    Problem problem(String message, String fix, int line) {
        return Problem.at(file, message, fix).on(line, index + 1);
    }
}
