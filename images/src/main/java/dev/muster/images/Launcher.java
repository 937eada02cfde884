package dev.muster.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * The jar that starts a function: a manifest and nothing else. What Ray's serializer reaches into is opened there,
 * since {@code --add-opens} on the command line makes the JVM do without the modules that its class archive has ready.
 */
final class Launcher {
    private static final Pattern OPENS = Pattern.compile("--add-opens=(\\S+?)=ALL-UNNAMED");

    private Launcher() {}

    static void rewrite(Path from, Path to) throws IOException {
        Manifest manifest;
        try (JarFile jar = new JarFile(from.toFile())) {
            manifest = jar.getManifest();
        }
        manifest.getMainAttributes().put(new Attributes.Name("Add-Opens"), opens());
        try (OutputStream file = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(file)) {
            ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            manifest.write(jar);
            jar.closeEntry();
        }
    }

    /** The packages that the root pom opens, as a manifest names them. */
    private static String opens() {
        return OPENS.matcher(Build.property("opens"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining(" "));
    }
}
