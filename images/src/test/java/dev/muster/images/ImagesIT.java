package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images themselves, on a base of this machine's Java: the same each time, and a batch goes through them as nobody,
 * from a root that cannot be written, with the classes of their archives. Behind {@code hack/run.sh images-test}.
 */
class ImagesIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String ARCH = System.getProperty("os.arch").replace("aarch64", "arm64");

    @TempDir
    static Path folder;

    private static Java java;

    private static Path base;

    @BeforeAll
    static void make() throws Exception {
        assumeTrue(System.getProperty("muster.images") != null, "run by hack/run.sh images-test");
        java = Java.of(Path.of(System.getProperty("muster.images")));
        base = RealBase.make(java.home(), ARCH, folder);
        images("first");
    }

    private static void images(String to, String... functions) {
        List<String> arguments = new ArrayList<>(List.of("--root=" + ROOT, "--base=" + base));
        arguments.addAll(List.of("--platform=linux/" + ARCH, "--tar=" + folder.resolve(to)));
        arguments.addAll(List.of(functions));

        assertThat(Images.run(System.out, arguments.toArray(String[]::new))).isZero();
    }

    private static Path tar(String to, String function) {
        return folder.resolve(to).resolve("muster-" + function + "-" + ARCH + ".tar");
    }

    @Test
    void theyAreTheSameToTheLastBitWhenTheyAreMadeAgain() throws Exception {
        images("second", "validate", "train");

        for (String function : List.of("validate", "train")) {
            List<String> layers = SavedImage.read(tar("first", function)).layers();
            // Threads decide the order inside of the archive, the topmost layer, unless they take turns (ADR 13).
            int same = layers.size() - (Alone.prefix(folder).contains("chrt") ? 0 : 1);
            assertThat(SavedImage.read(tar("second", function)).layers().subList(0, same))
                    .isEqualTo(layers.subList(0, same));
            if (same == layers.size()) {
                assertThat(tar("second", function)).hasSameBinaryContentAs(tar("first", function));
            }
        }
    }

    @Test
    void aBatchGoesThroughThemAsNobodyFromARootThatCannotBeWritten() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root, for mounts");
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Rehearsal rehearsal = Rehearsal.in(data, ROOT.resolve("knative/base"))) {
            RealBase.said("chmod", "-R", "a+rwX", data.toString());
            Map<String, Sandbox> sandboxes = new HashMap<>();
            for (String function : Images.FUNCTIONS) {
                sandboxes.put(
                        function, Sandbox.unpack(tar("first", function), folder.resolve("root-" + function), data));
            }

            Rehearsal.Start start = (function, environment) -> {
                Map<String, String> told = new HashMap<>(environment);
                told.put("MUSTER_CACHE", "/tmp/muster");
                Path log = folder.resolve(function + ".log");
                if (function.equals("validate")) {
                    sandboxes.get(function).run(migration(), told, log);
                }
                // Rather no start than one without the archive; in as little memory as knative/base gives a pod.
                told.put("JDK_JAVA_OPTIONS", "-Xshare:on -XX:MaxRAM=512m");
                return sandboxes.get(function).function(told, log);
            };
            Took took = rehearsal.batch("images", start, event -> false);
            rehearsal.letter("images", start);

            assertThat(took.wall()).isPositive();
        } finally {
            for (String function : Images.FUNCTIONS) {
                Path log = folder.resolve(function + ".log");
                System.out.println(Files.exists(log) ? Files.readString(log) : function + " said nothing");
            }
        }
    }

    /** What the Job of knative/base runs before the functions, in the image of one of them. */
    private static List<String> migration() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("knative/base/migrate.yaml"))) {
            return lines.map(String::strip)
                    .dropWhile(line -> !line.equals("command:"))
                    .skip(1)
                    .takeWhile(line -> line.startsWith("- "))
                    .map(line -> line.substring(2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theBillListsWhatIsInTheImage() throws Exception {
        for (String function : Images.FUNCTIONS) {
            JsonNode bill = Json.read(
                    Files.readAllBytes(folder.resolve("first/muster-" + function + "-" + ARCH + ".cdx.json")),
                    JsonNode.class);

            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(bill.has("serialNumber")).isFalse();
            assertThat(bill.path("components").findValuesAsText("name"))
                    .contains("ledger", "postgresql", "quarkus-core");
        }
    }

    @Test
    void nothingSecretIsInThem() throws Exception {
        for (String function : Images.FUNCTIONS) {
            String config = SavedImage.read(tar("first", function)).config().toString();

            assertThat(config)
                    .doesNotContainIgnoringCase("password", "token", "secret", System.getProperty("user.home"));
        }
    }

    @Test
    void aRegistryGivesBackWhatItWasGiven() throws Exception {
        Path crane = Stream.of(System.getenv("PATH").split(":", -1))
                .map(place -> Path.of(place, "crane"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(crane != null, "needs crane: go install github.com/google/go-containerregistry/cmd/crane@v0.21.9");
        Process registry = new ProcessBuilder(crane.toString(), "registry", "serve", "--address=127.0.0.1:0")
                .redirectErrorStream(true)
                .start();
        try {
            String said = registry.inputReader(StandardCharsets.UTF_8).readLine();
            String name = "127.0.0.1:" + said.replaceAll(".* port (\\d+).*", "$1") + "/muster/train:1";
            List<String> arguments = new ArrayList<>(List.of("--root=" + ROOT, "--base=" + base, "--insecure"));
            arguments.addAll(
                    List.of("--platform=linux/" + ARCH, "--name=" + name.replace("train", "FUNCTION"), "train"));

            assertThat(Images.run(System.out, arguments.toArray(String[]::new))).isZero();
            assertThat(RealBase.said(crane.toString(), "digest", "--platform=linux/" + ARCH, name))
                    .isEqualTo(RealBase.said(crane.toString(), "digest", name + "-" + ARCH));

            JsonNode list = Json.read(
                    RealBase.said(crane.toString(), "manifest", name).getBytes(StandardCharsets.UTF_8), JsonNode.class);
            assertThat(list.path("manifests")
                            .path(0)
                            .path("platform")
                            .path("architecture")
                            .asText())
                    .isEqualTo(ARCH);
            Path pulled = folder.resolve("pulled.tar");
            RealBase.said(crane.toString(), "pull", "--platform=linux/" + ARCH, name, pulled.toString());
            JsonNode written = SavedImage.read(tar("first", "train")).config();
            assertThat(SavedImage.read(pulled).config().path("config")).isEqualTo(written.path("config"));
        } finally {
            registry.destroy();
            registry.waitFor();
        }
    }

    @AfterAll
    static void unmounted() throws Exception {
        // The mounts were the sandboxes' own; a leftover would keep the folder from being deleted.
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());
    }
}
