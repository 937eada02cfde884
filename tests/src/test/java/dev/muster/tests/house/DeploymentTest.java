package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.cli.conform.Conform;
import dev.muster.cli.conform.Kustomize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Pattern VARIABLE = Pattern.compile("\\b(MUSTER|RETRY|RAY)_[A-Z][A-Z_]*[A-Z]\\b");

    /** Ours adds to what quarkus-kubernetes generates, and takes nothing away. */
    @ParameterizedTest
    @ValueSource(strings = {"validate", "train", "aggregate", "console"})
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
            assertThat(asTheWebhookKeepsIt(ours, probe)).as(probe).isEqualTo(asTheWebhookKeepsIt(theirs, probe));
        }
    }

    /** The golden files; without kustomize or kubectl they are checked as they are (ConformTest). */
    @Test
    void everyOverlayComesToWhatItDidAndConforms() {
        Conform conform = new Conform(Repository.ROOT, kustomize());

        assertThat(conform.overlays())
                .map(overlay -> conform.check(overlay, null))
                .allSatisfy(result -> assertThat(result.findings()).isEmpty());
    }

    @Test
    void everyExampleRenders() {
        Kustomize kustomize = kustomize();

        // What the sources share is a namespace of its own, and rendered with each of them.
        assertThat(folders("knative/examples", 1).filter(folder -> !folder.endsWith("/sources")))
                .hasSizeGreaterThan(3)
                .allSatisfy(example -> assertThat(kustomize.build(Repository.ROOT.resolve(example)))
                        .contains("namespace: muster"));
    }

    static Kustomize kustomize() {
        Optional<Kustomize> found = Kustomize.find(System.getenv("PATH"))
                // Go would fetch it, and no test needs the network.
                .filter(program -> !program.command().contains("go"));
        assumeTrue(found.isPresent(), "needs kustomize or kubectl");
        return found.orElseThrow();
    }

    /** An overlay that nobody rendered would be checked by nobody. */
    @Test
    void everyOverlayHasAGoldenFile() {
        Conform conform = new Conform(Repository.ROOT, null);
        Set<String> rendered = Set.copyOf(conform.overlays());

        assertThat(folders("knative/overlays", 1)).isNotEmpty().allMatch(rendered::contains);
        assertThat(folders("argocd", 2)
                        .filter(folder ->
                                !Repository.text(folder + "/kustomization.yaml").contains("kind: Component")))
                .isNotEmpty()
                .allMatch(folder -> rendered.contains(folder) || folder.equals("argocd/settings"));
    }

    private static Stream<String> folders(String below, int depth) {
        int names = below.split("/", -1).length + depth;
        return Repository.files(Repository.ROOT.resolve(below), "kustomization.yaml").stream()
                .map(file -> Repository.ROOT.relativize(file.getParent()))
                .filter(folder -> folder.getNameCount() <= names)
                .map(Object::toString);
    }

    @Test
    void theImageOpensWhatTheBuildOpens() {
        Pattern opens = Pattern.compile("--add-opens=\\S+?ALL-UNNAMED");

        assertThat(found(opens, "src/main/docker/Dockerfile.jvm"))
                .hasSizeGreaterThan(10)
                .isEqualTo(found(opens, "pom.xml"));
    }

    /** The images below ours have none, and XGBoost does not start without. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.ray"})
    void whatTrainsIsGivenOpenMp(String file) {
        assertThat(Repository.text("src/main/docker/" + file)).containsPattern("apt-get install .* libgomp1 ");
    }

    /**
     * What one of them leaves on the volume, the other goes on with: a folder of a run is its maker's alone to write
     * to.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/docker/Dockerfile.jvm",
                "src/main/docker/Dockerfile.ray",
                "knative/ray/raycluster.yaml",
                "knative/components/aws/storage.yaml",
                "knative/examples/carrier.yaml"
            })
    void whoeverWritesToTheVolumeIsOneUser(String file) {
        Pattern user = Pattern.compile("(?<=(USER|uid|gid|chown|runAsUser|runAsGroup|fsGroup):? \"?)\\d+(:\\d+)?");

        assertThat(found(user, file)).isNotEmpty().isSubsetOf("65532", "65532:65532");
    }

    /** Cloud Storage FUSE runs in the pod, beside its containers, and so behind its policies. */
    @Test
    void whoMountsABucketOfGoogleMayReachIt() {
        List<Map<?, ?>> objects = objects("knative/overlays/google/rendered.yaml");

        assertThat(objects)
                .filteredOn(object -> object.toString().contains("claimName=muster-incoming"))
                .extracting(object -> at(object, "metadata", "name"))
                .containsExactlyInAnyOrder("validate", "ray-blue");
        assertThat(objects)
                .filteredOn(object -> object.get("kind").equals("NetworkPolicy"))
                .filteredOn(object -> at(object, "spec", "egress") instanceof List<?> egress
                        && egress.toString().contains("{ports=[{port=443, protocol=TCP}]}")
                        && egress.toString().contains("169.254.169.254/32"))
                .extracting(object -> at(object, "spec", "podSelector").toString())
                .contains(
                        "{matchLabels={app.kubernetes.io/name=validate}}",
                        "{matchExpressions=[{key=ray.io/cluster, operator=Exists}]}");
    }

    @Test
    void whoFetchesSecretsOnAmazonHasARole() {
        Object account = at(
                yaml("knative/examples/external-secrets/store.yaml"),
                "spec",
                "provider",
                "aws",
                "auth",
                "jwt",
                "serviceAccountRef",
                "name");

        assertThat(objects("knative/overlays/aws/rendered.yaml"))
                .filteredOn(object -> object.get("kind").equals("ServiceAccount"))
                .filteredOn(object -> at(object, "metadata", "name").equals(account))
                .singleElement()
                .satisfies(object -> assertThat(at(object, "metadata").toString())
                        .contains("eks.amazonaws.com/role-arn=arn:aws:iam::111122223333:role/muster-secrets"));
    }

    /** An operator's machine reaches the ledger, and neither the data nor the Ray clusters. */
    @Test
    void noWorkIsDoneOnAnOperatorsMachine() {
        assertThat(Repository.text("docs/operations.md"))
                .doesNotContainPattern("muster (run|resume|serve|logs)\\b")
                .contains("export MUSTER_BROKER_URL=");
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

    private static List<Map<?, ?>> objects(String file) {
        List<Map<?, ?>> objects = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Repository.text(file))
                .forEach(object -> objects.add((Map<?, ?>) object));
        return objects;
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

    /** The port of a probe is the container's; Quarkus leaves it open, the webhook writes 0, and drops a delay of 0. */
    private static String asTheWebhookKeepsIt(Map<?, ?> container, String probe) {
        return String.valueOf(container.get(probe)).replaceAll("port=(null|0), |initialDelaySeconds=0, ", "");
    }
}
