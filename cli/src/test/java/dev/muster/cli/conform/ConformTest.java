package dev.muster.cli.conform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is deployed conforms; and for each rule, what breaks it is complained of by that rule alone. */
class ConformTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Conform GOLDEN = new Conform(ROOT, null);
    private static final String STAGING = "knative/overlays/staging";
    private static final String WAVES = "argocd/functions/staging";

    static List<String> overlays() {
        return GOLDEN.overlays();
    }

    static List<Mutant> mutants() throws IOException {
        try (InputStream in = ConformTest.class.getResourceAsStream("mutants.yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var entries = Manifest.parse("mutants.yaml", yaml).get(0).json();
            return StreamSupport.stream(entries.spliterator(), false)
                    .map(Mutant::new)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyOverlayConforms(String overlay) {
        Conformity conformity = GOLDEN.check(overlay, null);

        assertThat(conformity.findings()).isEmpty();
        assertThat(conformity.objects()).isPositive();
    }

    @Test
    void allOfThemAreLookedAt() {
        assertThat(overlays())
                .contains("argocd", STAGING, WAVES, "knative/overlays/production", "knative/overlays/aws")
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void whatBreaksARuleIsSeenByThatRuleAlone(Mutant mutant) {
        Overlay overlay = mutant.planted(rendered(mutant.overlay()));

        List<Finding> findings = Conform.judge(overlay, GOLDEN.rules(mutant.overlay(), rendered(mutant.overlay())));

        assertThat(findings).extracting(Finding::rule).containsOnly(mutant.rule());
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.object()).isEqualTo(mutant.object());
            assertThat(finding.field()).isEqualTo(mutant.field());
            assertThat(finding.message()).isNotBlank();
            assertThat(finding.fix()).isNotBlank();
        });
    }

    /** A rule that nothing ever broke may hold for nothing. */
    @Test
    void everyRuleHasAMutant() throws IOException {
        List<String> broken = mutants().stream().map(Mutant::rule).distinct().toList();

        assertThat(GOLDEN.rules(STAGING, rendered(STAGING)))
                .extracting(Rule::name)
                .containsExactlyInAnyOrderElementsOf(broken);
    }

    @Test
    void aMigrationThatArgoMakesAnewMayChange() {
        Overlay changed = rendered(WAVES);
        Manifest job = changed.find("batch", "Job", "migrate").orElseThrow();
        ((ObjectNode) job.get("spec", "template", "spec").value()).put("priority", 1);

        assertThat(Conform.judge(changed, List.of(new ImmutableRule(rendered(WAVES)))))
                .isEmpty();
    }

    @Test
    void whatDoesNotRenderOrIsNotWhatWasAcceptedIsSaid(@TempDir Path root) throws IOException {
        Path overlay = Files.createDirectories(root.resolve("knative/x"));
        Files.createDirectories(root.resolve("argocd/settings/health"));
        Files.writeString(overlay.resolve(Conform.RENDERED), "# nothing\n");
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

        Conform other = new Conform(root, new Kustomize(List.of("sh", "-c", "echo '" + map + "'")));
        Conform broken = new Conform(root, new Kustomize(List.of("sh", "-c", "echo no such folder >&2; exit 1")));

        assertThat(other.check("knative/x", null).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("golden");
            assertThat(finding.object()).isEqualTo("knative/x/rendered.yaml");
            assertThat(finding.field()).startsWith("line 1: {apiVersion");
        });
        assertThat(broken.check("knative/x", null).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("render");
            assertThat(finding.message()).contains("no such folder");
        });
        other.accept("knative/x");
        assertThat(other.check("knative/x", null).findings()).isEmpty();
    }

    private static Overlay rendered(String overlay) {
        try {
            String yaml = Files.readString(ROOT.resolve(overlay).resolve(Conform.RENDERED));
            return new Overlay(overlay, Manifest.parse(overlay, yaml));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
