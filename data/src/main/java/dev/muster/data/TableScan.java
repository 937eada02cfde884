package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks, profiles and fits a table in one pass. */
final class TableScan implements TableVisitor {
    private final DatasetSpec spec;
    private final String file;
    private final Problems problems;
    private final Splitter splitter;
    private @Nullable Columns columns;
    private int width;
    private long rows;
    private PartKind part;

    TableScan(DatasetSpec spec, String file, Problems problems) {
        this.spec = spec;
        this.file = file;
        this.problems = problems;
        this.splitter = Splitter.of(spec.split());
        this.part = splitter.part(0);
    }

    @Override
    public void header(List<String> names) {
        width = names.size();
        columns = new Columns(spec, file, names, problems);
    }

    @Override
    public void cell(Cell cell, int line) {
        if (columns != null) {
            columns.add(cell, part, line);
        }
    }

    @Override
    public void endRow(int line, int fields) {
        if (fields != width) {
            String fix = "give each row one field a column; enclose a field that holds a comma in quotes";
            problems.add(
                    Fault.FIELDS,
                    Problem.at(file, "the row has " + fields + " fields, and the header " + width, fix)
                            .on(line, Math.min(fields, width) + 1));
        }
        rows++;
        part = splitter.part(rows);
    }

    /**
     * Ends the pass.
     *
     * @param digest of the content
     * @param bytes on disk
     * @throws dev.muster.contract.InvalidInputException with all problems
     */
    Scan finish(String digest, long bytes) {
        if (columns == null) {
            problems.add(Fault.FILE, "the file is empty", "put a header and rows into it");
        } else if (rows == 0) {
            problems.add(Fault.FILE, "the file has a header and no rows", "put rows below the header");
        } else if (!problems.any(Fault.QUOTING)) {
            columns.check();
        }
        problems.throwIfAny();
        Columns checked = Objects.requireNonNull(columns);
        Preprocessing preprocessing = checked.preprocessing();
        if (preprocessing.features() > ShardWriter.MOST_FEATURES) {
            problems.add(
                    Fault.SPEC,
                    "its columns become " + preprocessing.features() + " features, and no more than "
                            + ShardWriter.MOST_FEATURES + " fit a shard",
                    "leave columns with many categories out");
            problems.throwIfAny();
        }
        return new Scan(checked.profile(digest, rows, bytes), preprocessing);
    }
}
