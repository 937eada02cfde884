package dev.muster.artifacts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The rule for the paths of objects: what a file system, S3, GCS and Azure Blob can all store under the same name. */
final class ArtifactPath {
    private static final int LONGEST = 1024;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._=@+-]{1,200}");

    private ArtifactPath() {}

    /**
     * The file of a path below a folder; refuses symbolic links on the way, since they may lead out of it.
     *
     * @throws ArtifactException {@code INVALID_PATH}
     */
    static Path below(Path root, String path) {
        Path file = root;
        for (String part : check(path)) {
            file = file.resolve(part);
            if (Files.isSymbolicLink(file)) {
                throw ArtifactException.invalidPath(path, root.relativize(file) + " is a symbolic link");
            }
        }
        return file;
    }

    /**
     * The parts of a path.
     *
     * @throws ArtifactException {@code INVALID_PATH}
     */
    static List<String> check(String path) {
        if (path.startsWith("/")) {
            throw ArtifactException.invalidPath(path, "paths are relative to the store");
        }
        if (path.length() > LONGEST) {
            throw ArtifactException.invalidPath(path, "it is longer than " + LONGEST + " characters");
        }
        List<String> parts = List.of(path.split("/", -1));
        for (String part : parts) {
            check(path, part);
        }
        return parts;
    }

    private static void check(String path, String part) {
        if (part.equals(".") || part.equals("..")) {
            throw ArtifactException.invalidPath(path, "'" + part + "' is not allowed in it");
        }
        if (!PART.matcher(part).matches()) {
            throw ArtifactException.invalidPath(
                    path,
                    "'" + part + "' is not a name of 1 to 200 letters, digits or ._=@+- (ASCII), parted by single '/'");
        }
    }
}
