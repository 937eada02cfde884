package dev.muster.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * From what is packaged to images.
 *
 * @param root the repository
 * @param base reference of the base image, with {@code ARCH} in it
 */
record Build(Path root, String base, Registry registry, PrintStream out) {
    /** Names of the classes that the first batch needs; {@code hack/run.sh images record} writes it. */
    static final String CLASSES = "images/first-batch.classes";

    void make(List<String> functions, List<Platform> platforms, Target target) throws IOException {
        try (Scratch scratch = Scratch.make()) {
            Path beside = Objects.requireNonNullElse(target.tar(), root.resolve("images/target"));
            Files.createDirectories(beside);
            for (Platform platform : platforms) {
                Path work = Files.createDirectory(scratch.folder().resolve(platform.getArchitecture()));
                String reference = base.replace("ARCH", platform.getArchitecture());
                Base ground = Base.fetch(reference, platform, work, registry);
                boolean archive = archives(platform, ground.java());
                for (String function : functions) {
                    App app = App.stage(function, packaged(function), work.resolve(function));
                    if (archive) {
                        ClassArchive.dump(ground.java(), app, root.resolve(CLASSES));
                    }
                    Sbom.beside(
                            root.resolve("functions/" + function + "/target/bom.json"),
                            app,
                            beside.resolve(Target.file(function, platform, ".cdx.json")));
                    write(app, ground, platform, target, work);
                }
            }
        }
    }

    private Path packaged(String function) {
        return root.resolve("functions/" + function + "/target/quarkus-app");
    }

    private boolean archives(Platform platform, Java java) {
        if (java.runsHere()) {
            return true;
        }
        out.printf(
                "%s: this machine cannot run the Java of the base image, so the images have no class archive and start more"
                        + " slowly; make them on a machine of that kind%n",
                Images.text(platform));
        return false;
    }

    private void write(App app, Base ground, Platform platform, Target target, Path work) {
        try {
            JibContainerBuilder image = FunctionImage.of(app, ground.tar(), platform, property("version"));
            Containerizer to;
            String where;
            if (target.tar() == null) {
                where = target.name(app.function(), platform);
                to = Containerizer.to(registry.image(where));
            } else {
                Path file = target.tar().resolve(Target.file(app.function(), platform, ".tar"));
                where = file.toString();
                to = Containerizer.to(TarImage.at(file).named(target.name(app.function())));
            }
            DescriptorDigest digest =
                    image.containerize(registry.allowing(to, work)).getDigest();
            out.printf("%s %s%n", where, digest);
        } catch (Exception e) {
            throw ImageException.failed("the image of " + app.function() + " was not written", e);
        }
    }

    /** Lets one name stand for the images of all these platforms, which are in the registry. */
    void join(List<String> functions, List<Platform> platforms, Target target) {
        for (String function : functions) {
            String name = target.name(function);
            try {
                Map<Platform, String> tags = new LinkedHashMap<>();
                for (Platform platform : platforms) {
                    tags.put(
                            platform,
                            ImageReference.parse(target.name(function, platform))
                                    .getQualifier());
                }
                out.printf("%s %s%n", name, registry.pushList(ImageReference.parse(name), tags));
            } catch (Exception e) {
                throw ImageException.failed("the list " + name + " was not pushed", e);
            }
        }
    }

    /** What the build wrote down for this program. */
    static String property(String name) {
        Properties build = new Properties();
        try (InputStream file = Objects.requireNonNull(Build.class.getResourceAsStream("build.properties"))) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty(name, "");
    }
}
