package dev.muster.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once for all databases of a user. */
final class Binaries {
    /** Of the artifact on the class path; {@code postgres-binaries.version} in the root pom. */
    static final String VERSION = "18.6.0";

    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /** The programs, in the user's cache, or in {@code otherwise} where that cannot be written. */
    static Binaries unpacked(Path otherwise) {
        try {
            return new Binaries(unpack(userCache()));
        } catch (IOException cacheNotWritable) {
            try {
                return new Binaries(unpack(otherwise));
            } catch (IOException e) {
                e.addSuppressed(cacheNotWritable);
                throw EmbeddedPostgresException.notWritable(otherwise, e);
            }
        }
    }

    /** The path of one of them, such as {@code initdb}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Path userCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return caches.resolve("muster");
    }

    private static Path unpack(Path cache) throws IOException {
        Path home = cache.resolve("postgresql-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "postgresql-unpacking-");
        try (InputStream packed = open(resource())) {
            extract(packed, fresh);
            // One rename, so that nobody ever sees half of it.
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherProcessWasFaster) {
            Directories.delete(fresh);
        } catch (IOException e) {
            Directories.delete(fresh);
            throw e;
        }
        return home;
    }

    private static String resource() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String arch = List.of("aarch64", "arm64").contains(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static InputStream open(String resource) {
        InputStream packed = Binaries.class.getResourceAsStream("/" + resource);
        if (packed == null) {
            throw EmbeddedPostgresException.noBinaries(resource);
        }
        return packed;
    }

    private static void extract(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(into);
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
