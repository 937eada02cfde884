package dev.muster.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the images are built on: another image, with a Java run time in it, brought here as a tar file.
 *
 * @param tar the image
 * @param java its Java run time, unpacked
 */
record Base(Path tar, Java java) {
    private static final String JAVA_HOME = "JAVA_HOME=";

    /**
     * Brings a base image here.
     *
     * @param reference of it in a registry, or a tar file, whose name then ends with {@code .tar}
     * @param work an empty folder
     */
    static Base fetch(String reference, Platform platform, Path work, Registry registry) {
        Path tar = work.resolve("base.tar");
        try {
            JibContainerBuilder image = reference.endsWith(".tar")
                    ? Jib.from(TarImage.at(Path.of(reference)))
                    : Jib.from(registry.image(reference));
            image.setPlatforms(Set.of(platform))
                    .containerize(
                            registry.allowing(Containerizer.to(TarImage.at(tar).named("base")), work));
            SavedImage saved = SavedImage.read(tar);
            String home = javaHome(reference, saved.config());
            Path root = Files.createDirectories(work.resolve("root"));
            saved.unpack(home, root);
            Path java = root.resolve(home);
            if (!Files.exists(java.resolve("release"))) {
                throw ImageException.noJava(reference, "has nothing in its JAVA_HOME, /" + home);
            }
            return new Base(tar, Java.of(java));
        } catch (ImageException e) {
            throw e;
        } catch (Exception e) {
            throw ImageException.failed("the base image " + reference + " cannot be used", e);
        }
    }

    private static String javaHome(String reference, JsonNode config) {
        for (JsonNode variable : config.path("config").path("Env")) {
            if (variable.asText().startsWith(JAVA_HOME + "/")) {
                return variable.asText().substring(JAVA_HOME.length() + 1);
            }
        }
        throw ImageException.noJava(reference, "says nothing of a JAVA_HOME");
    }
}
