package dev.muster.contract.catalogue;

import dev.muster.contract.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that make up a program: all in its folder, but hidden ones and what Python compiles.
 *
 * @param paths relative to the folder, sorted
 * @param digest SHA-256 of their names and contents
 */
public record ProgramFiles(List<Path> paths, String digest) {
    private static final int MOST = 1_000;
    private static final long LARGEST = 16 << 20;

    public ProgramFiles {
        paths = List.copyOf(paths);
    }

    /**
     * Reads the files in a folder.
     *
     * @throws IOException also when there are links among them, or when they are too many or too large for a program
     */
    public static ProgramFiles in(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.filter(path -> !path.equals(folder))
                    .map(folder::relativize)
                    .filter(ProgramFiles::counts)
                    .filter(path -> !Files.isDirectory(folder.resolve(path), LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST + 1L)
                    .toList();
        }
        return new ProgramFiles(paths, digest(folder, paths));
    }

    private static String digest(Path folder, List<Path> paths) throws IOException {
        if (paths.size() > MOST) {
            throw new IOException("has more than " + MOST + " files");
        }
        List<String> parts = new ArrayList<>();
        long size = 0;
        for (Path path : paths) {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(path + " is a link or no file at all");
            }
            size += Files.size(file);
            if (size > LARGEST) {
                throw new IOException("has more than " + LARGEST + " bytes");
            }
            parts.add(path.toString().replace('\\', '/'));
            parts.add(Digest.of(Files.readAllBytes(file)));
        }
        return Digest.of(parts.toArray(String[]::new));
    }

    private static boolean counts(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if (name.startsWith(".") || name.equals("__pycache__") || name.endsWith(".pyc")) {
                return false;
            }
        }
        return true;
    }
}
