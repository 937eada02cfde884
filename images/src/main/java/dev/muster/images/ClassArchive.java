package dev.muster.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that a function needs until its first event is answered, parsed, verified and laid out as the JVM has
 * them in memory. It is dumped by the Java of the image from a list of names, the same to the last bit each time where
 * {@link Alone} has its way; archives that a running JVM leaves behind never are.
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
        List<String> command = new ArrayList<>(Alone.prefix(app.folder()));
        command.addAll(List.of(
                java.program("java"),
                "-Xshare:dump",
                "-Xlog:disable",
                "-Xlog:all=error:stdout",
                // What threads do beside the one that dumps leaves traces in the order of names: no compiler, and
                // memory enough to collect nothing, so that nothing is finalized either.
                "-Xint",
                "-XX:+UseSerialGC",
                "-Xms2g",
                "-Xmx2g",
                "-Xmn1800m",
                "-XX:MetaspaceSize=512m",
                "-XX:SharedClassListFile=" + classes.toAbsolutePath(),
                "-XX:SharedArchiveFile=" + archive.toAbsolutePath()));
        if (java.version() >= LINKING) {
            command.add("-XX:+AOTClassLinking");
        }
        // As it is started in the image: older JVMs compare the class path by its text.
        command.addAll(List.of("-cp", App.LAUNCHER));
        Java.run(app.folder(), command);
    }
}
