package dev.muster.images;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is in the image of a function, and how it is started. The same files on the same base make the same image, to
 * the last bit, the {@link ClassArchive} being one of the files: nothing in it says when or where it was made.
 */
public final class FunctionImage {
    /** Where the function lies. */
    static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/app");

    /** Nobody, with no home and no name. */
    static final String USER = "65532:65532";

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

    private FunctionImage() {}

    /** The image, to be written wherever it is wanted. */
    static JibContainerBuilder of(App app, Path base, Platform platform, String version) {
        boolean archive = Files.exists(app.folder().resolve(ClassArchive.NAME));
        JibContainerBuilder image = Jib.from(TarImage.at(base))
                .setPlatforms(Set.of(platform))
                .setCreationTime(App.TIME)
                .setUser(USER)
                .setWorkingDirectory(HOME)
                .setExposedPorts(Port.tcp(8080))
                .addLabel("org.opencontainers.image.title", "muster-" + app.function())
                .addLabel("org.opencontainers.image.version", version)
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                .setEntrypoint(command(archive));
        if (Files.exists(app.folder().resolve(OpenMp.FOLDER))) {
            image.addEnvironmentVariable(
                    "LD_LIBRARY_PATH", HOME.resolve(OpenMp.FOLDER).toString());
        }
        // What changes least lies lowest, and is fetched once for many versions.
        Predicate<Path> library = file -> file.startsWith("lib") || file.startsWith(OpenMp.FOLDER);
        Predicate<Path> classes = file -> file.toString().equals(ClassArchive.NAME);
        image.addFileEntriesLayer(layer(app, "libraries", library));
        image.addFileEntriesLayer(layer(app, "function", library.or(classes).negate()));
        if (archive) {
            image.addFileEntriesLayer(layer(app, "classes", classes));
        }
        return image;
    }

    /**
     * How the function is started, in its folder. Made for pods with a core or less that live for minutes: one
     * collector thread, and the quick compiler alone, after three times the usual number of calls, since most of what
     * it compiles during a start is not called often enough to pay for it. The heap begins large enough for the objects
     * of the archive: a JVM 25 that has no room for them does not start, and it would begin with a 64th of a pod's
     * memory. {@code _JAVA_OPTIONS} wins over all of these.
     */
    public static List<String> command(boolean archive) {
        List<String> command = new ArrayList<>(List.of("java"));
        if (archive) {
            // One that does not fit is passed over, unless somebody says -Xshare:on.
            command.add("-XX:SharedArchiveFile=" + ClassArchive.NAME);
        }
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=3",
                "-XX:-UsePerfData",
                "-XX:MaxRAMPercentage=75",
                "-Dai.djl.offline=true",
                "-jar",
                App.LAUNCHER));
        return List.copyOf(command);
    }

    private static FileEntriesLayer layer(App app, String name, Predicate<Path> wanted) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (Stream<Path> files = Files.walk(app.folder())) {
            files.filter(Files::isRegularFile)
                    .map(app.folder()::relativize)
                    .filter(wanted)
                    .sorted()
                    .forEach(file -> layer.addEntry(
                            app.folder().resolve(file), HOME.resolve(file.toString()), READABLE, App.TIME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layer.build();
    }
}
