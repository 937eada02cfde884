package dev.muster.validate;

import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.contract.Profile;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.batchfile.DatasetDraft;
import dev.muster.contract.catalogue.DatasetEntry;
import dev.muster.data.Datasets;
import dev.muster.data.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at datasets, and remembers what it found while their files stay as they are: same names, sizes, times and file
 * keys.
 *
 * @param cache folder to remember in; null to look every time
 */
record Inspections(@Nullable Path cache) {
    Inspection inspect(DatasetDraft draft, Path place) {
        DatasetEntry data = draft.data();
        Split split = data.split();
        DatasetSpec spec = new DatasetSpec(
                draft.name(),
                place.toString(),
                Objects.requireNonNullElse(data.format(), DataFormat.CSV),
                Objects.requireNonNullElse(data.task(), Task.CLASSIFICATION),
                data.target(),
                data.shape(),
                split == null ? Split.DEFAULT : split);
        return cache == null ? Datasets.inspect(spec) : remembered(spec, place, cache);
    }

    private static Inspection remembered(DatasetSpec spec, Path place, Path cache) {
        try {
            Path note = cache.resolve("profiles").resolve(key(spec, place) + ".json");
            if (Files.exists(note)) {
                Profile profile = Json.read(Files.readAllBytes(note), Profile.class);
                return new Inspection(new Dataset(spec, profile.digest()), profile);
            }
            Inspection inspection = Datasets.inspect(spec);
            write(note, Json.bytes(inspection.profile()));
            return inspection;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + place + ": " + e.getMessage(), e);
        }
    }

    private static String key(DatasetSpec spec, Path place) throws IOException {
        StringBuilder files = new StringBuilder();
        try (Stream<Path> found = Files.walk(place, 1)) {
            List<Path> sorted = found.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                files.append(file).append(' ').append(is.size()).append(' ');
                files.append(is.lastModifiedTime())
                        .append(' ')
                        .append(is.fileKey())
                        .append('\n');
            }
        }
        return Digest.of("1", Json.text(spec), files.toString()).replace(':', '-');
    }

    /** Whole or not at all, also when two processes write the same. */
    private static void write(Path note, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(note.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, "part", ".tmp");
        Files.write(part, bytes);
        Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
    }
}
