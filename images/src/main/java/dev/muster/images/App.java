package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A packaged function as it lies in an image. A class archive holds for the very jars it was made from, their times
 * included, so they have here the time that they have in the image.
 *
 * @param function its name
 * @param folder with the launcher and, below, all jars
 */
public record App(String function, Path folder) {
    /** What every file of an image is dated. */
    static final Instant TIME = Instant.EPOCH.plusSeconds(1);

    /** The jar that starts the function. */
    static final String LAUNCHER = "quarkus-run.jar";

    /** Copies what {@code mvnw package} left behind, with a launcher that opens what Ray reaches into. */
    public static App stage(String function, Path packaged, Path folder) {
        if (!Files.isRegularFile(packaged.resolve(LAUNCHER))) {
            throw ImageException.notPackaged(packaged);
        }
        App app = new App(function, folder);
        try (Stream<Path> files = Files.walk(packaged)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path copy = folder.resolve(packaged.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (copy.equals(app.launcher())) {
                    Launcher.rewrite(file, copy);
                } else {
                    Files.copy(file, copy);
                }
                Files.setLastModifiedTime(copy, FileTime.from(TIME));
                OpenMp.lay(copy, app);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return app;
    }

    Path launcher() {
        return folder.resolve(LAUNCHER);
    }

    /** Its jars, relative to its folder, in order. */
    List<Path> jars() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
