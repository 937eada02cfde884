package dev.muster.tests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
public final class Repository {
    public static final Path ROOT = root();

    /** Folders of the modules, as the root pom lists them. */
    static final List<String> MODULES = Poms.modules(ROOT.resolve("pom.xml"));

    private Repository() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String file) {
        return text(ROOT.resolve(file));
    }

    /** Java files of all modules, of a kind: {@code main} or {@code test}. */
    static List<Path> java(String kind) {
        return MODULES.stream().flatMap(module -> java(module, kind)).toList();
    }

    /** Java files of one module. */
    static Stream<Path> java(String module, String kind) {
        return files(ROOT.resolve(module).resolve("src").resolve(kind).resolve("java"), ".java").stream();
    }

    public static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
