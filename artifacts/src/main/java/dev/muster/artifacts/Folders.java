package dev.muster.artifacts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the JDK leaves to do about folders: durable creation, and walks that bear with others at work there. */
final class Folders {
    private Folders() {}

    /** Forces the names in a folder to disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Creates the folders between an existing one and one below it, and forces their names to disk.
     *
     * @throws NoSuchFileException where another thread deleted one of them meanwhile
     * @throws FileAlreadyExistsException where one of them is a file
     */
    static void create(Path top, Path folder) throws IOException {
        Path path = top;
        for (Path part : top.relativize(folder)) {
            Path parent = path;
            path = path.resolve(part);
            if (!part.toString().isEmpty() && !Files.isDirectory(path)) {
                createOne(path);
                sync(parent);
            }
        }
    }

    private static void createOne(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // In one look: asked whether it is a folder, one that was deleted just now would pass for a file.
            if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                throw e;
            }
        }
    }

    /** All files at or below a path; those that vanish meanwhile may be missing. */
    static List<Path> files(Path top) throws IOException {
        return files(top, attributes -> true);
    }

    /** Those of them that are wanted, by what the walk itself saw of each: looked at again, one may have vanished. */
    static List<Path> files(Path top, Predicate<BasicFileAttributes> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(top, new Walk() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && wanted.test(attributes)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Deletes a file, or a folder and everything in it, durably; links are not followed. */
    static void delete(Path top) throws IOException {
        Files.walkFileTree(top, new Walk() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                deleteIfEmpty(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        Path folder = Objects.requireNonNull(top.getParent());
        if (Files.isDirectory(folder)) {
            sync(folder);
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody stored an object there meanwhile: it came after the deletion, and stays.
        }
    }

    /** A walk for which a file that vanished is no failure. */
    private static class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
