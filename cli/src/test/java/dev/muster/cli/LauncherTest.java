package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a repository of its own, with a Java and a Maven that only say how they were called. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("muster");
    private static final String SAYS_ARGUMENTS = "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done\n";

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void repository() throws IOException {
        root = Files.createDirectories(directory.resolve("a repository"));
        Files.copy(LAUNCHER, root.resolve("muster"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(root.resolve("cli/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        script(
                root.resolve("mvnw"),
                "#!/bin/sh\necho mvnw >> calls\nmkdir -p cli/target\n: > cli/target/muster.options\n");
    }

    @Test
    void saysWhenThereIsNoJava() throws Exception {
        Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink")) {
            Files.copy(tool(tool), directory.resolve("tools").resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }

        Ending ending = run(
                root.resolve("muster"),
                Map.of("PATH", directory.resolve("tools").toString()));

        assertThat(ending.code).isEqualTo(ExitCode.NO_JAVA);
        assertThat(ending.err).contains("no Java found", "JDK 17");
    }

    @Test
    void saysWhenJavaIsTooOld() throws Exception {
        Path home = java("11.0.2");

        Ending ending = run(root.resolve("muster"), Map.of("JAVA_HOME", home.toString()));

        assertThat(ending.code).isEqualTo(ExitCode.NO_JAVA);
        assertThat(ending.err).contains("is Java 11.0.2", "needs 17 or newer");
    }

    @Test
    void asksAJavaThatHasNoReleaseFile() throws Exception {
        Path home = java("8");
        Files.delete(home.resolve("release"));
        script(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"1.8.0_292\"' >&2\n");

        Ending ending = run(root.resolve("muster"), Map.of("JAVA_HOME", home.toString()));

        assertThat(ending.code).isEqualTo(ExitCode.NO_JAVA);
        assertThat(ending.err).contains("is Java 1.8.0_292");
    }

    @Test
    void saysWhenJavaHomeIsNone() throws Exception {
        Ending ending = run(root.resolve("muster"), Map.of("JAVA_HOME", "/nowhere"));

        assertThat(ending.code).isEqualTo(ExitCode.NO_JAVA);
        assertThat(ending.err).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void needsACompilerToBuild() throws Exception {
        Path home = java("17.0.1");
        Files.delete(home.resolve("bin/javac"));

        Ending ending = run(root.resolve("muster"), Map.of("JAVA_HOME", home.toString()));

        assertThat(ending.code).isEqualTo(ExitCode.NO_JAVA);
        assertThat(ending.err).contains("without a compiler");
    }

    @Test
    void buildsOnceAndPassesTheArgumentsOn() throws Exception {
        Map<String, String> variables = Map.of("JAVA_HOME", java("25").toString());

        Ending first = run(root.resolve("muster"), variables, "run", "a file.yaml");
        Ending second = run(root.resolve("muster"), variables, "run", "a file.yaml");

        assertThat(first.err).contains("Building Muster");
        assertThat(second.err).isEmpty();
        assertThat(Files.readAllLines(root.resolve("calls"))).containsExactly("mvnw");
        assertThat(second.out.lines()).contains("-Dmuster.root=" + root.toRealPath(), "run", "a file.yaml");
        assertThat(second.code).isZero();
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        Map<String, String> variables = Map.of("JAVA_HOME", java("17").toString());
        run(root.resolve("muster"), variables);
        Path source = Files.createFile(root.resolve("cli/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        run(root.resolve("muster"), variables);

        assertThat(Files.readAllLines(root.resolve("calls"))).hasSize(2);
    }

    @Test
    void showsTheEndOfABuildThatFails() throws Exception {
        script(root.resolve("mvnw"), "#!/bin/sh\necho 'no such artifact'\nexit 1\n");

        Ending ending =
                run(root.resolve("muster"), Map.of("JAVA_HOME", java("17").toString()));

        assertThat(ending.code).isEqualTo(ExitCode.NOT_BUILT);
        assertThat(ending.err).contains("no such artifact", "muster.log");
        assertThat(root.resolve("cli/target/muster.lock")).doesNotExist();
    }

    @Test
    void takesOverFromABuildThatWasKilled() throws Exception {
        Files.createDirectories(root.resolve("cli/target"));
        Files.writeString(root.resolve("cli/target/muster.lock"), "999999999\n");

        assertThat(run(root.resolve("muster"), Map.of("JAVA_HOME", java("17").toString())).code)
                .isZero();
    }

    /** As the first process of a container that was killed: the next one has its number. */
    @Test
    @Timeout(60)
    void takesOverFromABuildThatHadItsOwnNumber() throws Exception {
        assertThat(locked("echo $$ > cli/target/muster.lock").code).isZero();
    }

    @Test
    @Timeout(60)
    void takesOverALockThatNobodySigned() throws Exception {
        assertThat(locked("touch -d '1 minute ago' cli/target/muster.lock").code)
                .isZero();
    }

    @Test
    @Timeout(60)
    void saysOnceThatItWaits() throws Exception {
        Ending ending = locked("(sleep 3; rm cli/target/muster.lock) & echo $! > cli/target/muster.lock");

        assertThat(ending.code).isZero();
        assertThat(ending.err).containsOnlyOnce("waiting for another build (").contains("cli/target/muster.lock)");
    }

    /** Runs the launcher in the process that made the lock. */
    private Ending locked(String lock) throws Exception {
        Files.createDirectories(root.resolve("cli/target"));
        Path script = root.resolve("locked");
        script(script, "#!/bin/sh\ncd \"$(dirname \"$0\")\"\n" + lock + "\nexec ./muster\n");
        return run(script, Map.of("JAVA_HOME", java("17").toString()));
    }

    @Test
    void findsTheRepositoryThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("muster"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("link"));
        assertThat(link).exists();

        Ending ending = run(second, Map.of("JAVA_HOME", java("17").toString()), "version");

        assertThat(ending.out.lines()).contains("-Dmuster.root=" + root.toRealPath());
    }

    private Path java(String version) throws IOException {
        Path home = directory.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), SAYS_ARGUMENTS);
        script(home.resolve("bin/javac"), SAYS_ARGUMENTS);
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path tool(String name) {
        Path usr = Path.of("/usr/bin", name);
        return Files.exists(usr) ? usr : Path.of("/bin", name);
    }

    private Ending run(Path launcher, Map<String, String> variables, String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(variables);
        environment.putIfAbsent("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Ending(code, read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private record Ending(int code, String out, String err) {}
}
