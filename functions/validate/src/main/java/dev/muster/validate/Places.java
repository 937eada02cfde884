package dev.muster.validate;

import dev.muster.contract.batchfile.DatasetDraft;
import dev.muster.contract.catalogue.KnownDataset;
import dev.muster.contract.document.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where datasets may lie.
 *
 * @param roots nothing outside of them is read, links followed
 */
record Places(List<Path> roots) {
    /** The real place of a dataset; empty, with a problem noted, when it is not there or not allowed. */
    Optional<Path> find(DatasetDraft draft, @Nullable Path folder, Problems problems) {
        Path asked;
        try {
            asked = base(draft, folder)
                    .resolve(String.valueOf(draft.data().path()))
                    .normalize();
        } catch (InvalidPathException e) {
            return refuse(draft, problems, "is not a path: " + e.getReason(), "correct it");
        }
        if (!allowed(asked)) {
            return outside(draft, asked, problems);
        }
        if (!Files.exists(asked)) {
            return absent(draft, asked, problems);
        }
        try {
            Path real = asked.toRealPath();
            return allowed(real) ? Optional.of(real) : outside(draft, real, problems);
        } catch (IOException e) {
            return refuse(draft, problems, "cannot be read: " + e.getMessage(), "make " + asked + " readable");
        }
    }

    private Path base(DatasetDraft draft, @Nullable Path folder) {
        KnownDataset known = draft.known();
        if (known == null) {
            return folder == null ? roots.get(0) : folder;
        }
        Path own = known.folder();
        return own == null ? roots.get(0) : own;
    }

    private boolean allowed(Path place) {
        return roots.stream().anyMatch(root -> place.startsWith(root) || place.startsWith(real(root)));
    }

    private static Path real(Path root) {
        try {
            return Files.exists(root) ? root.toRealPath() : root;
        } catch (IOException e) {
            throw new UncheckedIOException("the root " + root + " cannot be read", e);
        }
    }

    private Optional<Path> outside(DatasetDraft draft, Path place, Problems problems) {
        String allowed = roots.stream().map(Path::toString).collect(Collectors.joining(", "));
        return refuse(
                draft,
                problems,
                place + " lies outside the folders that data may be read from",
                "move it under one of " + allowed + ", or add its folder to MUSTER_ROOTS");
    }

    private static Optional<Path> absent(DatasetDraft draft, Path place, Problems problems) {
        KnownDataset known = draft.known();
        if (known == null) {
            return refuse(draft, problems, "there is nothing at " + place, "correct the path");
        }
        String fix = known.obtain().isEmpty() ? "put its files there" : known.obtain();
        return refuse(draft, problems, "the dataset " + known.name() + " is known, but nothing is at " + place, fix);
    }

    private static Optional<Path> refuse(DatasetDraft draft, Problems problems, String message, String fix) {
        return problems.add(
                draft.known() == null
                        ? draft.place().problemWith("path", message, fix)
                        : draft.place().problem(message, fix));
    }
}
