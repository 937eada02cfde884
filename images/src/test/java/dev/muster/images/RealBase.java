package dev.muster.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.muster.contract.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A base image of what this machine has: its Java, as small as jlink makes it, and the libraries that it needs. */
final class RealBase {
    private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.net.http,"
            + "java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.unsupported,jdk.zipfs";
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private RealBase() {}

    static Path make(Path java, String arch, Path folder) throws Exception {
        Path linked = folder.resolve("jre");
        said(java.resolve("bin/jlink").toString(), "--add-modules", MODULES, "--output", linked.toString());
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
        for (Path file : files(linked)) {
            layer.addEntry(
                    file.toRealPath(),
                    AbsoluteUnixPath.get("/opt/java").resolve(linked.relativize(file)),
                    FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"));
        }
        for (String library : libraries(linked)) {
            layer.addEntry(
                    Path.of(library).toRealPath(),
                    AbsoluteUnixPath.get(library),
                    FilePermissions.fromOctalString("755"));
        }
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        layer.addEntry(hosts, AbsoluteUnixPath.get("/etc/hosts"));
        // Where a pod has its volumes.
        for (String empty : List.of("/tmp", "/proc", "/dev")) {
            layer.addEntry(Files.createDirectories(folder.resolve("empty")), AbsoluteUnixPath.get(empty));
        }
        Path tar = folder.resolve("base-" + arch + ".tar");
        Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(arch, "linux")))
                .addEnvironmentVariable("JAVA_HOME", "/opt/java")
                .addEnvironmentVariable("PATH", "/opt/java/bin")
                .addFileEntriesLayer(layer.build())
                .containerize(new Registry(false)
                        .allowing(Containerizer.to(TarImage.at(tar).named("base")), folder.resolve("cache")));
        return tar;
    }

    private static Set<String> libraries(Path linked) throws Exception {
        Set<String> found = new TreeSet<>();
        for (Path file : files(linked)) {
            if (file.toString().endsWith(".so") || file.endsWith("bin/java")) {
                LIBRARY.matcher(said("ldd", file.toString()))
                        .results()
                        .map(match -> match.group(1))
                        .filter(library -> !library.startsWith(linked.toString()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Runs a program to its end; what it said is the answer, or the complaint when it failed. */
    static String said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Json.text(new ArrayList<>(List.of(command))) + " failed: " + said);
        }
        return said;
    }
}
