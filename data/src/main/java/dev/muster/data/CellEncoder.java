package dev.muster.data;

import java.util.HashMap;
import java.util.Map;

/** Writes the value of one column into the features of a row. */
sealed interface CellEncoder {
    /** Sets the features of the column; all of them are 0 before. */
    void encode(Cell cell, float[] row);

    /**
     * The encoder of a column.
     *
     * @param offset of its first feature
     */
    static CellEncoder of(Preprocessing.Column column, int offset) {
        if (column instanceof Preprocessing.Categorical categorical) {
            return OneHot.of(categorical, offset);
        }
        if (column instanceof Preprocessing.Numeric numeric) {
            return new Standard(offset, numeric.shift(), numeric.scale());
        }
        throw new IllegalArgumentException("no column of a table: " + column);
    }

    /** A number, shifted and scaled. */
    record Standard(int offset, double shift, double scale) implements CellEncoder {
        @Override
        public void encode(Cell cell, float[] row) {
            if (cell.isMissing()) {
                row[offset] = Float.NaN;
            } else if (scale != 0) {
                row[offset] = (float) ((cell.number() - shift) / scale);
            }
        }
    }

    /**
     * A category, as a 1 in its place.
     *
     * @param places by category
     * @param other place of all others; -1 for none
     * @param missing place of missing values; -1 for none
     */
    record OneHot(Map<String, Integer> places, int other, int missing) implements CellEncoder {
        static OneHot of(Preprocessing.Categorical column, int offset) {
            Map<String, Integer> places = new HashMap<>();
            for (String category : column.categories()) {
                places.put(category, offset + places.size());
            }
            int next = offset + places.size();
            int other = column.other() ? next++ : -1;
            return new OneHot(places, other, column.missing() ? next : -1);
        }

        @Override
        public void encode(Cell cell, float[] row) {
            int place = cell.isMissing() ? missing : places.getOrDefault(cell.text(), other);
            if (place >= 0) {
                row[place] = 1;
            }
        }
    }
}
