package dev.muster.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.muster.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A repository and a base image that are small enough to make images of in no time: their Java is a shell script. */
record Stage(Path root) {
    /** Knows how to say its version, and how to dump an archive of what it is told to. */
    private static final String JAVA = """
            #!/bin/sh
            for argument in "$@"; do
                case $argument in
                    -XX:SharedClassListFile=*) list=${argument#*=} ;;
                    -XX:SharedArchiveFile=*) cat "$list" > "${argument#*=}" ;;
                esac
            done
            """;

    static Stage set(Path root) throws Exception {
        Stage stage = new Stage(root);
        for (String function : Images.FUNCTIONS) {
            Path packaged = stage.packaged(function);
            stage.jar(packaged.resolve("quarkus-run.jar"));
            stage.jar(packaged.resolve("app/" + function + "-1.jar"));
            stage.jar(packaged.resolve("lib/main/org.example.library-2.jar"));
            stage.bill(function, "library");
        }
        Files.createDirectories(root.resolve("images"));
        Files.write(root.resolve(Build.CLASSES), List.of("@cp java/lang/String 7", "java/lang/Object"));
        return stage;
    }

    Path packaged(String function) {
        return root.resolve("functions/" + function + "/target/quarkus-app");
    }

    /** Says what is in a function besides itself. */
    void bill(String function, String library) throws Exception {
        Map<String, Object> bill = Map.of(
                "metadata", Map.of("component", Map.of("name", function, "version", "1")),
                "components",
                        List.of(Map.of(
                                "group", "org.example", "name", library, "version", "2", "purl", "pkg:maven/a/b@2")));
        Files.write(packaged(function).resolveSibling("bom.json"), Json.bytes(bill));
    }

    private void jar(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
        ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
        // The build dates what it packs by the sources, not by the clock.
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(entry);
            manifest.write(jar);
            jar.closeEntry();
        }
    }

    /** A base image for a platform, with a Java of a version. */
    Path base(String arch, int version) throws Exception {
        return base(arch, version, JAVA);
    }

    Path base(String arch, int version, String program) throws Exception {
        Path folder = Files.createDirectories(root.resolve("java-" + version));
        Path java = Files.writeString(folder.resolve("java"), program);
        Path release = Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        Path tar = root.resolve("base-" + arch + ".tar");
        Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(arch, "linux")))
                .addEnvironmentVariable("JAVA_HOME", "/opt/java")
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .addEntry(
                                java,
                                AbsoluteUnixPath.get("/opt/java/bin/java"),
                                FilePermissions.fromOctalString("755"))
                        .addEntry(release, AbsoluteUnixPath.get("/opt/java/release"))
                        .build())
                .containerize(new Registry(false)
                        .allowing(Containerizer.to(TarImage.at(tar).named("base")), root.resolve("cache")));
        return tar;
    }

    /** Runs the program; what it prints, errors included, comes back after its exit code. */
    String run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        PrintStream err = System.err;
        String[] all = new String[arguments.length + 2];
        all[0] = "--root";
        all[1] = root.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        System.setErr(out);
        try {
            return Images.run(out, all) + "\n" + said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(err);
        }
    }
}
