package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests call images, held against what is made, and how it is called there. */
class NamesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern IMAGE = Pattern.compile("image: *(\\S+)");
    private static final Pattern OURS = Pattern.compile("(?:.*/)?muster[-/]([a-z]+)(?::.*)?");

    /** By hand, and pinned: they bring what is not ours. */
    private static final Set<String> OTHERS = Set.of("busybox:1.37.0", "curlimages/curl:8.16.0", "postgres:18.1");

    @Test
    void everyImageThatIsDeployedIsMadeAndNoOther() throws Exception {
        Set<String> deployed = images("knative", "argocd").stream()
                .filter(image -> !OTHERS.contains(image))
                .map(image -> OURS.matcher(image).replaceFirst("$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> made = new TreeSet<>(Images.FUNCTIONS);
        // Not by this program: what it is made with is Python's.
        if (Files.exists(ROOT.resolve("src/main/docker/Dockerfile.ray"))) {
            made.add("ray");
        }

        assertThat(deployed).isEqualTo(made);
    }

    @Test
    void onOneMachineTheyAreCalledAsTheyAreMade() throws Exception {
        assertThat(images("knative/overlays/local"))
                .containsAll(Images.FUNCTIONS.stream()
                        .map(new Target(Images.DEFAULT_NAME, null)::name)
                        .toList());
    }

    private static Set<String> images(String... folders) throws Exception {
        Set<String> images = new TreeSet<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                    IMAGE.matcher(Files.readString(file)).results().forEach(match -> images.add(match.group(1)));
                }
            }
        }
        return images;
    }
}
