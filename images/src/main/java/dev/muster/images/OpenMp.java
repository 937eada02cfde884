package dev.muster.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * GNU's OpenMP. XGBoost, in a <i>train</i> that trains itself, asks the system for it, and a base image with a Java and
 * little else has none. The jar of PyTorch brings one, under a name of its own: here it lies under the one asked for.
 */
final class OpenMp {
    /** Where it lies in the function's folder. */
    static final String FOLDER = "native";

    private static final Pattern PYTORCH = Pattern.compile(".*pytorch-native-.*\\.jar");
    private static final Pattern LIBRARY = Pattern.compile("pytorch/.*/libgomp-[^/]*\\.so\\.1");

    private OpenMp() {}

    /** Takes it out of a jar of a function, when it is in there. */
    static void lay(Path jar, App app) throws IOException {
        if (!PYTORCH.matcher(jar.getFileName().toString()).matches()) {
            return;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Optional<? extends ZipEntry> library = file.stream()
                    .filter(entry -> LIBRARY.matcher(entry.getName()).matches())
                    .findFirst();
            if (library.isPresent()) {
                Path copy =
                        Files.createDirectories(app.folder().resolve(FOLDER)).resolve("libgomp.so.1");
                try (InputStream content = file.getInputStream(library.get())) {
                    Files.copy(content, copy);
                }
                Files.setLastModifiedTime(copy, FileTime.from(App.TIME));
            }
        }
    }
}
