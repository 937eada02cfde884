package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encodes the rows of a table that was checked, and writes them to the shards of their parts. */
final class TableEncoder implements TableVisitor {
    private final DatasetSpec spec;
    private final Preprocessing preprocessing;
    private final ShardWriter shards;
    private final Splitter splitter;
    private final Map<String, Integer> classes = new HashMap<>();
    private final List<CellEncoder> encoders = new ArrayList<>();
    private final float[] features;
    private int targetColumn;
    private float target;
    private long rows;

    TableEncoder(DatasetSpec spec, Preprocessing preprocessing, ShardWriter shards) {
        this.spec = spec;
        this.preprocessing = preprocessing;
        this.shards = shards;
        this.splitter = Splitter.of(spec.split());
        this.features = new float[preprocessing.features()];
        preprocessing.classes().forEach(name -> classes.put(name, classes.size()));
    }

    @Override
    public void header(List<String> names) {
        targetColumn = names.indexOf(spec.target());
        int offset = 0;
        for (Preprocessing.Column column : preprocessing.columns()) {
            encoders.add(CellEncoder.of(column, offset));
            offset += column.features();
        }
    }

    @Override
    public void cell(Cell cell, int line) {
        int column = cell.column();
        if (column == targetColumn) {
            target = classes.isEmpty() ? (float) cell.number() : classes.getOrDefault(cell.text(), -1);
        } else {
            encoders.get(column < targetColumn ? column : column - 1).encode(cell, features);
        }
    }

    @Override
    public void endRow(int line, int fields) {
        try {
            shards.write(splitter.part(rows), features, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Arrays.fill(features, 0);
        rows++;
    }
}
