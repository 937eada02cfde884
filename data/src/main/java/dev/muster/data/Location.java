package dev.muster.data;

import dev.muster.contract.DatasetSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of a dataset, and says why when they are not there. */
final class Location {
    private final Problems problems;
    private final Path path;

    private Location(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /**
     * Where a dataset lies.
     *
     * @throws dev.muster.contract.InvalidInputException when it is no local path, or nothing is there
     */
    static Location of(DatasetSpec spec, Problems problems) {
        Location location = new Location(path(spec.uri(), problems), problems);
        location.require(
                Files.exists(location.path),
                "there is no such file or folder",
                "put the dataset '" + spec.name() + "' there, or correct the path");
        location.require(
                Files.isReadable(location.path), "reading it is not permitted", "give this user the right to read it");
        return location;
    }

    private static Path path(String uri, Problems problems) {
        try {
            return uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
        } catch (IllegalArgumentException e) {
            problems.add(Fault.FILE, "not a path: " + e.getMessage(), "give the path of a local file or folder");
            problems.throwIfAny();
            throw e;
        }
    }

    private void require(boolean condition, String message, String fix) {
        if (!condition) {
            problems.add(Fault.FILE, message, fix);
            problems.throwIfAny();
        }
    }

    /** The path, which is a file. */
    Path file() {
        require(Files.isRegularFile(path), "a folder is there, not a file", "name the CSV file in it");
        return path;
    }

    /** The path, which is a folder that can be listed. */
    Path folder() {
        require(Files.isDirectory(path), "a file is there, not a folder", "name the folder with the files");
        require(Files.isExecutable(path), "opening the folder is not permitted", "give this user the right to open it");
        return path;
    }

    /** The files of a folder with a name like this, sorted. */
    static List<Path> matching(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = new ArrayList<>(
                    files.filter(file -> String.valueOf(file.getFileName()).matches(pattern))
                            .toList());
            found.sort(null);
            return found;
        }
    }
}
