package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster conform} as a person meets it; there is no renderer, since no PATH is set. */
class ConformCommandTest {
    @TempDir
    private Path directory;

    private Path overlay;

    @BeforeEach
    void anOverlayThatDoesNotConform() throws IOException {
        overlay = Files.createDirectories(directory.resolve("knative/overlays/mine"));
        Files.writeString(overlay.resolve("kustomization.yaml"), "kind: Kustomization\n");
        Files.writeString(overlay.resolve("rendered.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                data:
                  PASSWORD: x
                """);
    }

    @Test
    void whatIsDeployedConforms() {
        Run run = Run.in(directory).muster("conform");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("✓ argocd", "✓ knative/overlays/production")
                .doesNotContain("✗");
        assertThat(run.err()).contains("taking what was rendered before");
    }

    @Test
    void eachFindingHasItsRulePlaceAndFix() {
        Run run = Run.in(directory).at(directory).muster("conform", "knative/overlays/mine");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.out())
                .contains("✗ knative/overlays/mine  1 object", "secrets  ConfigMap settings: data.PASSWORD")
                .contains("looks like a secret in Git", "fix: take it from a Secret");
    }

    @Test
    void theSameAsJson() {
        Run run = Run.in(directory).at(directory).muster("conform", "--json");

        JsonNode result = Json.read(run.out().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path(0);
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).isEmpty();
        assertThat(result.path("overlay").asText()).isEqualTo("knative/overlays/mine");
        assertThat(result.path("findings").path(0).path("rule").asText()).isEqualTo("secrets");
        assertThat(result.path("findings").path(0).path("field").asText()).isEqualTo("data.PASSWORD");
    }

    @Test
    void whatAnUpgradeCannotChangeIsFoundAgainstWhatRuns() throws IOException {
        String claim = """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                spec:
                  accessModes: [%s]
                """;
        Files.writeString(overlay.resolve("rendered.yaml"), claim.formatted("ReadWriteMany"));
        Files.writeString(directory.resolve("was.yaml"), claim.formatted("ReadWriteOnce"));

        Run run = Run.in(directory).at(directory).muster("conform", "--against", "was.yaml", "knative/overlays/mine");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.out()).contains("immutable  PersistentVolumeClaim data: spec.accessModes", "ReadWriteOnce");
    }

    @Test
    void aFolderThatIsNoOverlayIsRefusedWithTheFix() {
        Run run = Run.in(directory).at(directory).muster("conform", "knative");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).contains("knative has no kustomization.yaml", "such as knative/overlays/local");
    }

    @Test
    void acceptingNeedsARenderer() {
        Run run = Run.in(directory).at(directory).muster("conform", "--accept", "knative/overlays/mine");

        assertThat(run.exitCode()).isEqualTo(ExitCode.TROUBLE);
        assertThat(run.err()).contains("install kustomize or kubectl");
    }
}
