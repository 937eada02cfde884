package dev.muster.images;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * An image in a tar file, in the form of {@code docker save}.
 *
 * @param tar the file
 * @param config of the image
 * @param layers their names in it, the lowest first
 */
record SavedImage(Path tar, JsonNode config, List<String> layers) {
    static SavedImage read(Path tar) throws IOException {
        try (TarFile file = new TarFile(tar.toFile())) {
            JsonNode manifest = json(file, "manifest.json").path(0);
            List<String> layers = new ArrayList<>();
            manifest.path("Layers").forEach(layer -> layers.add(layer.asText()));
            return new SavedImage(tar, json(file, manifest.path("Config").asText()), List.copyOf(layers));
        }
    }

    private static JsonNode json(TarFile file, String name) throws IOException {
        try (InputStream entry = file.getInputStream(entry(file, name))) {
            return Json.read(entry.readAllBytes(), JsonNode.class);
        }
    }

    private static TarArchiveEntry entry(TarFile file, String name) throws IOException {
        return file.getEntries().stream()
                .filter(entry -> entry.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in the tar file"));
    }

    /**
     * Unpacks what lies below a folder of the image.
     *
     * @param below a path without a leading slash; empty for everything
     */
    void unpack(String below, Path root) throws IOException {
        try (TarFile file = new TarFile(tar.toFile())) {
            for (String layer : layers) {
                try (InputStream packed = file.getInputStream(entry(file, layer));
                        var entries = new TarArchiveInputStream(
                                new GZIPInputStream(new BufferedInputStream(packed)), "UTF-8")) {
                    unpack(entries, below, root);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, String below, Path root) throws IOException {
        for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            // Some builders begin every name with "./".
            if (Path.of("/").resolve(entry.getName()).normalize().startsWith("/" + below)) {
                Path path = entry.resolveIn(root);
                Files.createDirectories(entry.isDirectory() ? path : path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.deleteIfExists(path);
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.copy(root.resolve(entry.getLinkName()), path, StandardCopyOption.REPLACE_EXISTING);
                } else if (entry.isFile()) {
                    Files.copy(entries, path, StandardCopyOption.REPLACE_EXISTING);
                    settle(entry, path);
                }
            }
        }
    }

    private static void settle(TarArchiveEntry entry, Path path) throws IOException {
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(path, entry.getLastModifiedTime());
    }
}
