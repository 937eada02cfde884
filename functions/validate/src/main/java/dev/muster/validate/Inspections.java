package dev.muster.validate;

import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Profile;
import dev.muster.data.Datasets;
import dev.muster.data.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at datasets, and remembers what it found while their files stay as they are.
 *
 * @param cache folder to remember in; null to look every time
 */
record Inspections(@Nullable Path cache) {
    private static final Logger LOG = LoggerFactory.getLogger(Inspections.class);

    /** Coarser than the clock of any file system: a file younger than this may change without its times showing it. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /**
     * What there is in a dataset.
     *
     * @throws dev.muster.contract.InvalidInputException with everything that is wrong with it
     */
    Inspection inspect(DatasetSpec spec) {
        return cache == null ? Datasets.inspect(spec) : remembered(spec, cache);
    }

    private static Inspection remembered(DatasetSpec spec, Path cache) {
        Fingerprint files = fingerprint(spec);
        Path note = cache.resolve(files.key() + ".json");
        Optional<Profile> known = read(note, files.newest());
        if (known.isPresent()) {
            return new Inspection(new Dataset(spec, known.get().digest()), known.get());
        }
        Optional<Path> draft = begin(cache);
        Inspection inspection = Datasets.inspect(spec);
        draft.ifPresent(file -> finish(file, note, inspection.profile()));
        return inspection;
    }

    private static Fingerprint fingerprint(DatasetSpec spec) {
        try {
            return Fingerprint.of(spec);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + spec.uri() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Profile> read(Path note, FileTime newest) {
        try {
            FileTime begun = Files.getLastModifiedTime(note);
            boolean settled = begun.toInstant().isAfter(newest.toInstant().plus(SETTLED));
            return settled ? Optional.of(Json.read(Files.readAllBytes(note), Profile.class)) : Optional.empty();
        } catch (NoSuchFileException firstTime) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.info("looking at the data again, since {} cannot be read: {}", note, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** An empty note whose time says when looking began; empty when the cache takes none. */
    private static Optional<Path> begin(Path cache) {
        try {
            return Optional.of(Files.createTempFile(Files.createDirectories(cache), "profile", ".part"));
        } catch (IOException e) {
            LOG.warn("cannot remember what is in the data, and will look again next time: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Whole or not at all, also when two processes write the same. */
    private static void finish(Path draft, Path note, Profile profile) {
        try {
            FileTime begun = Files.getLastModifiedTime(draft);
            Files.write(draft, Json.bytes(profile));
            Files.setLastModifiedTime(draft, begun);
            Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot remember what is in the data, and will look again next time: {}", e.toString());
        }
    }
}
