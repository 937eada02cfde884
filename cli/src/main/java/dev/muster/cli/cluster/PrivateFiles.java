package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that only their owner can read; made so, never opened first and closed afterwards. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int SECRET_BYTES = 32;

    private PrivateFiles() {}

    /**
     * Makes a folder and those above it.
     *
     * @throws LocalClusterException when there is one already that others own or can write: it could be a trap
     */
    static Path folder(Path folder) {
        try {
            Path above = folder.getParent();
            if (above != null && !Files.isDirectory(above)) {
                folder(above);
            }
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            checkMine(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkMine(Path folder) throws IOException {
        boolean mine =
                Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
        boolean closed = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).stream()
                .noneMatch(p -> p == PosixFilePermission.GROUP_WRITE || p == PosixFilePermission.OTHERS_WRITE);
        if (!mine || !closed) {
            throw new LocalClusterException(folder + " can be changed by other users; remove it");
        }
    }

    /** Replaces a file in one step: readers see the old one or the new one. */
    static void write(Path file, byte[] content) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, FILE);
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes 32 random bytes in hexadecimal, unless the file is there. */
    static Path secret(Path file) {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return file;
    }

    /** Deletes a file, or a folder with all in it; what others delete meanwhile is gone all the same. */
    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> inner = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : inner) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
