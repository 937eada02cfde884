package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is deployed, held against the build, the code and the papers. */
class DeploymentTest {
    private static final String OVERLAY = "knative/overlays/local";
    private static final Pattern VARIABLE = Pattern.compile("\\b(MUSTER|RETRY|RAY)_[A-Z][A-Z_]*[A-Z]\\b");

    /** Ours adds to what quarkus-kubernetes generates, and takes nothing away. */
    @ParameterizedTest
    @ValueSource(strings = {"validate", "train", "aggregate"})
    void theBaseIsWhatQuarkusGenerates(String function) {
        Map<?, ?> generated = yaml("functions/" + function + "/target/kubernetes/knative.yml");
        Map<?, ?> base = yaml("knative/base/service-" + function + ".yaml");

        assertThat(base.get("apiVersion")).isEqualTo(generated.get("apiVersion"));
        assertThat(base.get("kind")).isEqualTo(generated.get("kind"));
        assertThat(at(base, "metadata", "name")).isEqualTo(at(generated, "metadata", "name"));
        Map<?, ?> ours = container(base);
        Map<?, ?> theirs = container(generated);
        assertThat(ours.get("name")).isEqualTo(theirs.get("name"));
        assertThat(ours.get("ports")).isEqualTo(theirs.get("ports"));
        for (String probe : List.of("livenessProbe", "readinessProbe")) {
            assertThat(withoutPort(ours, probe)).as(probe).isEqualTo(withoutPort(theirs, probe));
        }
    }

    @Test
    void anOverlayComesToWhatItDid() throws Exception {
        Process kustomize;
        try {
            kustomize = new ProcessBuilder("kubectl", "kustomize", OVERLAY)
                    .directory(Repository.ROOT.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "needs kubectl");
            return;
        }
        String rendered = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(kustomize.waitFor()).as(rendered).isZero();
        assertThat(rendered)
                .as("to accept it: kubectl kustomize %1$s > %1$s/rendered.yaml", OVERLAY)
                .isEqualTo(Repository.text(OVERLAY + "/rendered.yaml"));
    }

    @Test
    void theImageOpensWhatTheBuildOpens() {
        Pattern opens = Pattern.compile("--add-opens=\\S+?ALL-UNNAMED");

        assertThat(found(opens, "src/main/docker/Dockerfile.jvm"))
                .hasSizeGreaterThan(10)
                .isEqualTo(found(opens, "pom.xml"));
    }

    @Test
    void everyVariableIsInThePapersAndNoOther() {
        Set<String> read = Repository.MODULES.stream()
                .flatMap(module -> Stream.concat(
                        Repository.java(module, "main").map(Object::toString),
                        Stream.of("functions/edge/src/main/resources/META-INF/microprofile-config.properties")))
                .flatMap(file -> found(VARIABLE, file).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = found(VARIABLE, "docs/configuration.md");

        assertThat(written).containsAll(read);
        read.addAll(found(VARIABLE, "muster"));
        assertThat(read).containsAll(written);
    }

    private static Set<String> found(Pattern pattern, String file) {
        return pattern.matcher(Repository.text(file))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<?, ?> yaml(String file) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Repository.text(file));
    }

    private static Object at(Map<?, ?> tree, String... path) {
        Object place = tree;
        for (String name : path) {
            place = ((Map<?, ?>) place).get(name);
        }
        return place;
    }

    private static Map<?, ?> container(Map<?, ?> service) {
        List<?> containers = (List<?>) at(service, "spec", "template", "spec", "containers");
        return (Map<?, ?>) containers.get(0);
    }

    /** The port of a probe is the container's; Quarkus leaves it open, the webhook writes 0. */
    private static String withoutPort(Map<?, ?> container, String probe) {
        return String.valueOf(container.get(probe)).replaceAll("port=(null|0), ", "");
    }
}
