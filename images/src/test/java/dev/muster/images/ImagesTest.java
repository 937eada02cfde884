package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in an image, and that it is the same each time; with a Java that is none ({@code ImagesIT} has a real one).
 */
class ImagesTest {
    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void set() throws Exception {
        stage = Stage.set(Files.createDirectory(folder.resolve("repository")));
    }

    @Test
    void theSameFilesMakeTheSameImageWhereverAndWheneverItIsMade() throws Exception {
        String first = tar(stage, "first", 17);
        Stage other = Stage.set(Files.createDirectory(folder.resolve("elsewhere")));
        Files.setLastModifiedTime(
                other.packaged("train").resolve("app/train-1.jar"),
                FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        String second = tar(other, "second", 17);

        assertThat(first).contains("sha256:");
        assertThat(digests(second)).isEqualTo(digests(first)).hasSize(4);
        assertThat(folder.resolve("second/muster-train-amd64.tar"))
                .hasSameBinaryContentAs(folder.resolve("first/muster-train-amd64.tar"));
    }

    @Test
    void anotherClassMakesAnotherImage() throws Exception {
        String first = tar(stage, "first", 17);
        Files.write(stage.root().resolve(Build.CLASSES), List.of("java/lang/Object", "java/lang/Class"));

        assertThat(digests(tar(stage, "second", 17))).doesNotContainAnyElementsOf(digests(first));
    }

    @Test
    void theImageRunsAsNobodyWithASmallJvmAndItsClasses() throws Exception {
        tar(stage, "out", 25);

        JsonNode config =
                SavedImage.read(folder.resolve("out/muster-validate-amd64.tar")).config();
        assertThat(config.path("created").asText()).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(config.path("architecture").asText()).isEqualTo("amd64");
        JsonNode container = config.path("config");
        assertThat(container.path("User").asText()).isEqualTo("65532:65532");
        assertThat(container.path("WorkingDir").asText()).isEqualTo("/app");
        assertThat(texts(container.path("Entrypoint")))
                .startsWith("java", "-XX:SharedArchiveFile=muster.jsa")
                .endsWith("-jar", "quarkus-run.jar");
        assertThat(container
                        .path("Labels")
                        .path("org.opencontainers.image.title")
                        .asText())
                .isEqualTo("muster-validate");
        assertThat(texts(container.path("Env"))).allMatch(variable -> variable.startsWith("JAVA_HOME="));
    }

    @Test
    void theDockerfileStartsAFunctionInTheSameWay() throws Exception {
        String command = FunctionImage.command(true).stream()
                .map(word -> '"' + word + '"')
                .collect(Collectors.joining(", "));

        assertThat(Files.readString(Path.of("../src/main/docker/Dockerfile.jvm")))
                .contains("ENTRYPOINT [" + command + "]");
    }

    @Test
    void everyFileIsReadableByAllAndWritableByNobodyElse() throws Exception {
        tar(stage, "out", 25);
        Path root = folder.resolve("root");

        SavedImage.read(folder.resolve("out/muster-validate-amd64.tar")).unpack("app", root);

        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile).map(root::relativize).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "app/app/validate-1.jar",
                            "app/lib/main/org.example.library-2.jar",
                            "app/muster.jsa",
                            "app/quarkus-run.jar");
        }
        assertThat(Files.readString(root.resolve("app/muster.jsa"))).contains("java/lang/Object", "@cp");
        assertThat(Files.getLastModifiedTime(root.resolve("app/app/validate-1.jar")))
                .as("class archives hold for jars of this time")
                .isEqualTo(FileTime.from(App.TIME));
    }

    /** {@code --add-opens} would cost what the archive has of the modules. */
    @Test
    void whatRayReachesIntoIsOpenedByTheLauncher() throws Exception {
        App app = App.stage("train", stage.packaged("train"), folder.resolve("app"));

        try (JarFile jar = new JarFile(app.launcher().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
                    .contains("java.base/java.lang ", "java.base/sun.nio.ch", "java.sql/java.sql");
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("Main");
        }
    }

    /** The default base image has none; without it a train that trains itself has no boosted trees. */
    @Test
    void theOpenMpThatPyTorchBringsIsFoundUnderTheNameThatXgboostAsksFor() throws Exception {
        Path packaged = stage.packaged("train");
        Path jar = packaged.resolve("lib/main/ai.djl.pytorch.pytorch-native-cpu-2-linux-x86_64.jar");
        try (JarOutputStream file = new JarOutputStream(Files.newOutputStream(jar))) {
            file.putNextEntry(new ZipEntry("pytorch/cpu/linux-x86_64/libgomp-98b21ff3.so.1"));
            file.write("OpenMP".getBytes(StandardCharsets.UTF_8));
        }
        Platform platform = new Platform("amd64", "linux");

        App train = App.stage("train", packaged, folder.resolve("train"));
        App validate = App.stage("validate", stage.packaged("validate"), folder.resolve("validate"));

        assertThat(folder.resolve("train/native/libgomp.so.1")).hasContent("OpenMP");
        assertThat(environment(train, platform)).containsEntry("LD_LIBRARY_PATH", "/app/native");
        assertThat(environment(validate, platform)).doesNotContainKey("LD_LIBRARY_PATH");
    }

    private Map<String, String> environment(App app, Platform platform) throws Exception {
        return FunctionImage.of(app, stage.base("amd64", 25), platform, "1")
                .toContainerBuildPlan()
                .getEnvironment();
    }

    @Test
    void olderJvmsAreNotToldWhatTheyDoNotUnderstand() throws Exception {
        tar(stage, "out", 17);
        Path root = folder.resolve("root");

        SavedImage.read(folder.resolve("out/muster-validate-amd64.tar")).unpack("app", root);

        assertThat(Files.readString(root.resolve("app/muster.jsa"))).isEqualTo("java/lang/Object\n");
    }

    @Test
    void anImageForAnotherMachineIsMadeWithoutAnArchiveAndThatIsSaid() throws Exception {
        String said = stage.run(
                "--base",
                // What another machine's program is to this one.
                stage.base("arm64", 25, "\177ELF").toString(),
                "--platform",
                "linux/arm64",
                "--tar",
                folder.resolve("out").toString());

        assertThat(said).startsWith("0\n").contains("linux/arm64: this machine cannot run the Java");
        JsonNode config =
                SavedImage.read(folder.resolve("out/muster-train-arm64.tar")).config();
        assertThat(config.path("architecture").asText()).isEqualTo("arm64");
        assertThat(texts(config.path("config").path("Entrypoint"))).noneMatch(option -> option.contains("jsa"));
    }

    @Test
    void aBaseForAnotherPlatformIsRefused() throws Exception {
        Path base = stage.base("amd64", 17);

        assertThat(stage.run("--base", base.toString(), "--platform", "linux/arm64", "--tar", folder.toString()))
                .startsWith("1\n")
                .contains("base-amd64.tar cannot be used", "arm64", "doesn't match");
    }

    @Test
    void aBillThatMissesALibraryIsRefused() throws Exception {
        stage.bill("train", "another");

        assertThat(tar(stage, "out", 17))
                .startsWith("1\n")
                .contains("does not list", "org.example.library-2.jar", "hack/run.sh images");
    }

    @Test
    void theBillLiesBesideTheImage() throws Exception {
        tar(stage, "out", 17);

        assertThat(folder.resolve("out/muster-train-amd64.cdx.json"))
                .hasSameBinaryContentAs(stage.packaged("train").resolveSibling("bom.json"));
    }

    private String tar(Stage from, String to, int java) throws Exception {
        return from.run(
                "--base",
                from.base("amd64", java).toString(),
                "--platform",
                "linux/amd64",
                "--tar",
                folder.resolve(to).toString());
    }

    private static List<String> digests(String said) {
        return said.lines()
                .filter(line -> line.contains("sha256:"))
                .map(line -> line.substring(line.indexOf("sha256:")))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
