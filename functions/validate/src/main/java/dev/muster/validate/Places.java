package dev.muster.validate;

import dev.muster.contract.batchfile.DatasetDraft;
import dev.muster.contract.catalogue.KnownDataset;
import dev.muster.contract.document.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where datasets may lie.
 *
 * @param roots nothing outside of them is read, links followed
 */
record Places(List<Path> roots) {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    Places {
        roots = roots.stream()
                .map(root -> root.toAbsolutePath().normalize())
                .flatMap(root -> Stream.of(root, real(root).orElse(root)))
                .distinct()
                .toList();
    }

    /** These roots and some more. */
    Places and(List<Path> more) {
        return new Places(Stream.concat(roots.stream(), more.stream()).toList());
    }

    /**
     * The real place of a dataset; empty, with a problem noted, when it is not there or not allowed.
     *
     * @param folder of the file that asks for it: where a relative path is looked for first; null for none
     */
    Optional<Path> find(DatasetDraft draft, @Nullable Path folder, Problems problems) {
        String path = String.valueOf(draft.data().path());
        if (ADDRESS.matcher(path).matches()) {
            return refuse(draft, problems, "is an address: " + path, "bring the data here and give its path");
        }
        try {
            List<Path> candidates = candidates(draft, folder, path);
            return candidates.stream()
                    .filter(candidate -> allowed(candidate) && Files.exists(candidate))
                    .findFirst()
                    .or(() -> missing(draft, candidates.get(0), problems))
                    .flatMap(found -> inside(draft, found, problems));
        } catch (InvalidPathException e) {
            return refuse(draft, problems, "is not a path: " + e.getReason(), "correct it");
        }
    }

    private List<Path> candidates(DatasetDraft draft, @Nullable Path folder, String path) {
        KnownDataset known = draft.known();
        Path own = known == null || draft.place().field("path").isPresent() ? folder : known.folder();
        List<Path> bases = new ArrayList<>();
        if (own != null) {
            bases.add(own);
        }
        bases.addAll(roots);
        return bases.stream().map(base -> base.resolve(path).normalize()).toList();
    }

    /** What was found, unless a link in it leads out of the roots. */
    private Optional<Path> inside(DatasetDraft draft, Path found, Problems problems) {
        Optional<Path> real = real(found);
        return real.isEmpty() || allowed(real.get()) ? real : outside(draft, found, problems);
    }

    private boolean allowed(Path place) {
        return roots.stream().anyMatch(place::startsWith);
    }

    /** With all links followed; empty when it is not there. */
    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private Optional<Path> missing(DatasetDraft draft, Path place, Problems problems) {
        if (!allowed(place)) {
            return outside(draft, place, problems);
        }
        KnownDataset known = draft.known();
        if (known == null) {
            return refuse(draft, problems, "there is nothing at " + place, "correct the path");
        }
        String fix = known.obtain().isEmpty() ? "put its files there" : known.obtain();
        return refuse(
                draft, problems, "the dataset " + known.name() + " is known, but there is nothing at " + place, fix);
    }

    private Optional<Path> outside(DatasetDraft draft, Path place, Problems problems) {
        String allowed = roots.stream().map(Path::toString).collect(Collectors.joining(", "));
        String message = place + " lies outside the folders that data may be read from";
        return refuse(
                draft, problems, message, "move it under one of " + allowed + ", or add its folder to MUSTER_ROOTS");
    }

    private static Optional<Path> refuse(DatasetDraft draft, Problems problems, String message, String fix) {
        return problems.add(
                draft.place().field("path").isPresent()
                        ? draft.place().problemWith("path", message, fix)
                        : draft.place().problem(message, fix));
    }
}
