package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.conform.Conform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Ray cluster is replaced as docs/upgrade.md says: green is a copy of blue, and stands beside it for a while. */
class ColoursTest {
    private static final Pattern STORE = Pattern.compile("MUSTER_ARTIFACTS: (.+)");

    @TempDir
    Path root;

    @BeforeEach
    void aCopyThatMayChange() throws IOException {
        Path source = Repository.ROOT.resolve("knative");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, root.resolve("knative").resolve(source.relativize(file)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"staging,staging", "production,production", "production,aws", "production,google", "production,azure"})
    void blueAndGreenConformSideBySide(String environment, String overlay) throws IOException {
        Conform conform = new Conform(root, DeploymentTest.kustomize());
        String folder = "knative/overlays/" + overlay;

        addGreen(root.resolve("knative/overlays").resolve(environment).resolve("ray"));
        conform.accept(folder);

        assertThat(conform.check(folder, null).findings()).isEmpty();
        String rendered = Files.readString(root.resolve(folder).resolve(Conform.RENDERED));
        assertThat(rendered).contains("name: ray-blue\n", "name: ray-green\n");
        assertThat(STORE.matcher(rendered).results().map(MatchResult::group))
                .as("where the functions and both gateways keep artifacts")
                .hasSize(3)
                .containsOnly(STORE.matcher(Repository.text(folder + "/" + Conform.RENDERED))
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group());
    }

    private static void addGreen(Path ray) throws IOException {
        Path green = Files.createDirectory(ray.resolve("green"));
        String blue = Files.readString(ray.resolve("blue/kustomization.yaml"));
        Files.writeString(green.resolve("kustomization.yaml"), blue.replace("blue", "green"));
        Path both = ray.resolve("kustomization.yaml");
        Files.writeString(both, Files.readString(both).replace("  - blue\n", "  - blue\n  - green\n"));
    }
}
