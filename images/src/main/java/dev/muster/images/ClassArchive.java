package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that a function needs until its first event is answered, parsed, verified and laid out as the JVM has
 * them in memory. It is dumped by the Java of the image from a list of names; from {@link #LINKING} on most dumps are
 * the same to the last bit, before that none are, and neither are archives that a running JVM leaves behind.
 */
public final class ClassArchive {
    /** Its name beside the launcher. */
    static final String NAME = "muster.jsa";

    /** From this release on a JVM can link the classes of an archive beforehand (JEP 483). */
    static final int LINKING = 24;

    private ClassArchive() {}

    /**
     * Dumps the archive into the folder of a function.
     *
     * @param classes the list; names that the function does not have are passed over
     */
    public static void dump(Java java, App app, Path classes) {
        Path archive = app.folder().resolve(NAME);
        Path understood = app.folder().resolveSibling(app.function() + ".classes");
        try {
            Files.write(understood, ClassList.understood(classes, java));
            dump(java, app, understood, archive);
            if (java.version() >= LINKING) {
                Path later = app.folder().resolveSibling(app.function() + ".jsa");
                dump(java, app, understood, later);
                Chance.takeOut(archive, later);
            }
            Files.setLastModifiedTime(archive, FileTime.from(App.TIME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dump(Java java, App app, Path classes, Path archive) {
        List<String> command = new ArrayList<>(fixedAddresses(app.folder()));
        command.addAll(List.of(
                java.program("java"),
                "-Xshare:dump",
                "-Xlog:disable",
                "-Xlog:all=error:stdout",
                "-XX:+UseSerialGC",
                "-XX:SharedClassListFile=" + classes.toAbsolutePath(),
                "-XX:SharedArchiveFile=" + archive.toAbsolutePath()));
        if (java.version() >= LINKING) {
            command.add("-XX:+AOTClassLinking");
        }
        // As it is started in the image: older JVMs compare the class path by its text.
        command.addAll(List.of("-cp", App.LAUNCHER));
        Java.run(app.folder(), command);
    }

    /** An archive depends on where things lie in memory, which is by chance unless this is before it. */
    private static List<String> fixedAddresses(Path folder) {
        List<String> fixed = List.of("setarch", "-R");
        try {
            Java.run(folder, Stream.concat(fixed.stream(), Stream.of("true")).toList());
            return fixed;
        } catch (ImageException | UncheckedIOException e) {
            return List.of();
        }
    }
}
