package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dataset of images with labels. */
final class Images implements Format {
    private final DatasetSpec spec;
    private final ImageSource source;
    private final Problems problems;

    Images(DatasetSpec spec, ImageSource source, Problems problems) {
        this.spec = spec;
        this.source = source;
        this.problems = problems;
    }

    @Override
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : source.files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public Scan scan(Meter meter) throws IOException {
        checkSpec(spec.target());
        checkSize();
        ImageScan scan = new ImageScan();
        String digest = source.read(spec.split(), scan, problems, meter);
        scan.check(problems);
        problems.throwIfAny();
        return new Scan(scan.profile(digest, bytes()), scan.preprocessing(source.shape()));
    }

    private void checkSpec(@Nullable String target) {
        if (spec.task() != Task.CLASSIFICATION) {
            problems.add(Fault.SPEC, "labels of images are classes, not numbers", "set the task to classification");
        }
        if (target != null) {
            problems.add(
                    Fault.SPEC, "images carry their labels: there is no column '" + target + "'", "drop the target");
        }
        List<Integer> shape = source.shape();
        if (!spec.shape().isEmpty() && !spec.shape().equals(shape)) {
            problems.add(
                    Fault.SPEC,
                    "the images have the shape " + shape + ", not " + spec.shape(),
                    "correct the shape (channels, height, width), or leave it out");
        }
    }

    private void checkSize() {
        int features = source.shape().stream().reduce(1, Math::multiplyExact);
        if (features > ShardWriter.MOST_FEATURES) {
            problems.add(
                    Fault.SPEC,
                    "an image becomes " + features + " features, and no more than " + ShardWriter.MOST_FEATURES
                            + " fit a shard",
                    "scale the images down, by a row at least");
        }
    }

    @Override
    public String encode(Preprocessing preprocessing, ShardWriter shards, Meter meter) throws IOException {
        return source.read(spec.split(), new ImageEncoder(preprocessing, shards), problems, meter);
    }
}
