package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dataset in one CSV file. */
final class Table implements Format {
    private final DatasetSpec spec;
    private final Path path;
    private final Problems problems;

    Table(DatasetSpec spec, Problems problems) {
        this.spec = spec;
        this.path = Location.of(spec, problems).file();
        this.problems = problems;
    }

    @Override
    public long bytes() throws IOException {
        return Files.size(path);
    }

    @Override
    public Scan scan(Meter meter) throws IOException {
        TableScan scan = new TableScan(spec, path.toString(), problems);
        String digest = new CsvFile(path).read(scan, problems, meter);
        return scan.finish(digest, bytes());
    }

    @Override
    public String encode(Preprocessing preprocessing, ShardWriter shards, Meter meter) throws IOException {
        return new CsvFile(path).read(new TableEncoder(spec, preprocessing, shards), problems, meter);
    }
}
