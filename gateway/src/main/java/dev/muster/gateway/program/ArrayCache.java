package dev.muster.gateway.program;

import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.contract.Task;
import dev.muster.data.Part;
import dev.muster.data.PreparedDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared datasets as NumPy arrays, for programs to read: the very rows, in the very parts, that algorithms in Java
 * learn from. Each dataset is written once, however many attempts read it. Thread-safe.
 */
final class ArrayCache {
    /** Changes whenever the same rows are written in another way. */
    private static final String FORM = "1";

    private final Path cache;

    ArrayCache(Path cache) {
        this.cache = cache.toAbsolutePath();
    }

    /** The files of each part: {@code train}, {@code validation}, {@code test}. */
    synchronized Map<String, ProgramRequest.Rows> get(Dataset dataset, PreparedDataset data) throws IOException {
        Path folder = cache.resolve(key(dataset));
        if (!Files.exists(folder)) {
            Files.createDirectories(cache);
            // Other gateways may share the cache, so that one of them writes at a time.
            try (FileChannel lock = FileChannel.open(
                    cache.resolve(key(dataset) + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock unused = lock.lock();
                if (!Files.exists(folder)) {
                    write(folder, data);
                }
            }
        }
        Map<String, ProgramRequest.Rows> rows = new LinkedHashMap<>();
        parts(data)
                .forEach((name, part) -> rows.put(
                        name,
                        new ProgramRequest.Rows(
                                part.rows(),
                                x(folder, name).toString(),
                                y(folder, name).toString())));
        return rows;
    }

    private void write(Path folder, PreparedDataset data) throws IOException {
        Path draft = folder.resolveSibling(folder.getFileName() + ".draft");
        if (Files.exists(draft)) {
            for (String part : parts(data).keySet()) {
                Files.deleteIfExists(x(draft, part));
                Files.deleteIfExists(y(draft, part));
            }
        }
        Files.createDirectories(draft);
        parts(data).forEach((name, part) -> write(draft, name, part, data));
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, Part> parts(PreparedDataset data) {
        return Map.of("train", data.train(), "validation", data.validation(), "test", data.test());
    }

    private static void write(Path folder, String name, Part part, PreparedDataset data) {
        boolean classes = data.task() == Task.CLASSIFICATION;
        int features = data.features();
        try (NpyFile x = new NpyFile(x(folder, name), "<f4", "(" + part.rows() + ", " + features + ")");
                NpyFile y = new NpyFile(y(folder, name), classes ? "<i8" : "<f4", "(" + part.rows() + ",)")) {
            for (int index = 0; index < part.shards(); index++) {
                FloatBuffer shard = ByteBuffer.wrap(part.shard(index))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
                while (shard.hasRemaining()) {
                    for (int feature = 0; feature < features; feature++) {
                        x.put(shard.get());
                    }
                    target(y, shard.get(), classes);
                }
            }
        }
    }

    private static void target(NpyFile y, float target, boolean classes) {
        if (classes) {
            y.put((long) target);
        } else {
            y.put(target);
        }
    }

    private static Path x(Path folder, String part) {
        return folder.resolve(part + ".x.npy");
    }

    private static Path y(Path folder, String part) {
        return folder.resolve(part + ".y.npy");
    }

    /** Equal for datasets that are encoded alike. */
    private static String key(Dataset dataset) {
        DatasetSpec spec = dataset.spec();
        DatasetSpec content =
                new DatasetSpec("", "", spec.format(), spec.task(), spec.target(), spec.shape(), spec.split());
        return Digest.id("npy-", FORM, dataset.digest(), Json.text(content));
    }
}
