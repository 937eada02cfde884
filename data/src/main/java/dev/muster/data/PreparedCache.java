package dev.muster.data;

import dev.muster.contract.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prepared datasets by key, each a folder that is complete once it is there. Of several threads and processes that ask
 * for the same one, one prepares it and the others wait for it; what a killed process left is thrown away.
 */
final class PreparedCache {
    private static final String INDEX = "prepared.json";
    private final Path folder;

    PreparedCache(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Finds a prepared dataset, or lets it be prepared. */
    PreparedDataset get(String key, Preparation preparation) throws IOException {
        Path ready = folder.resolve(key);
        Optional<PreparedDataset> found = open(ready);
        if (found.isPresent()) {
            return found.get();
        }
        Files.createDirectories(folder);
        // A file lock is held by a process, so among its threads a monitor decides: that of an interned name, since
        // Ray may load this class several times.
        synchronized (("prepare " + ready).intern()) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? prepare(ready, preparation) : get(key, preparation);
            }
        }
    }

    private PreparedDataset prepare(Path ready, Preparation preparation) throws IOException {
        Optional<PreparedDataset> found = open(ready);
        if (found.isPresent()) {
            return found.get();
        }
        Path staged = folder.resolve(ready.getFileName() + ".tmp");
        delete(ready);
        delete(staged);
        try {
            Files.createDirectory(staged);
            Index index = preparation.prepare(staged);
            write(staged.resolve(INDEX), Json.bytes(index));
            sync(staged);
            Files.move(staged, ready, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            return index.open(ready);
        } finally {
            delete(staged);
        }
    }

    private static Optional<PreparedDataset> open(Path ready) throws IOException {
        Path file = ready.resolve(INDEX);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Index index = Json.read(Files.readAllBytes(file), Index.class);
        return index.isComplete(ready) ? Optional.of(index.open(ready)) : Optional.empty();
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        sync(file);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path top) throws IOException {
        if (Files.exists(top)) {
            try (Stream<Path> tree = Files.walk(top)) {
                List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Writes the shards of a dataset into an empty folder. */
    @FunctionalInterface
    interface Preparation {
        Index prepare(Path folder) throws IOException;
    }

    /**
     * What a folder of the cache holds.
     *
     * @param preprocessing how the rows were encoded
     * @param train rows in that part, as in the others
     */
    record Index(Preprocessing preprocessing, long train, long validation, long test) {
        PreparedDataset open(Path folder) {
            return new PreparedDataset(
                    preprocessing,
                    part(folder, PartKind.TRAIN),
                    part(folder, PartKind.VALIDATION),
                    part(folder, PartKind.TEST));
        }

        private ShardFile part(Path folder, PartKind kind) {
            long rows = switch (kind) {
                case TRAIN -> train;
                case VALIDATION -> validation;
                case TEST -> test;
            };
            return new ShardFile(ShardFile.path(folder, kind), rows, ShardFile.rowBytes(preprocessing.features()));
        }

        private boolean isComplete(Path folder) throws IOException {
            for (PartKind kind : PartKind.values()) {
                ShardFile part = part(folder, kind);
                if (!Files.exists(part.path()) || Files.size(part.path()) != part.bytes()) {
                    return false;
                }
            }
            return true;
        }
    }
}
