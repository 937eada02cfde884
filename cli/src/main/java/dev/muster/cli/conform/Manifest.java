package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One object of Kubernetes, as it is rendered. */
record Manifest(JsonNode json) {
    /**
     * Reads the documents of a file.
     *
     * @throws InvalidInputException when it is no YAML
     */
    static List<Manifest> parse(String file, String yaml) {
        List<Manifest> manifests = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            for (Object document : new Load(settings).loadAllFromString(yaml)) {
                manifests.add(new Manifest(Json.mapper().valueToTree(document)));
            }
        } catch (YamlEngineException e) {
            throw InvalidInputException.of(Problem.at(file, "is no YAML: " + e.getMessage(), "correct it"));
        }
        return manifests;
    }

    Field root() {
        return Field.whole(json);
    }

    Field get(String... names) {
        return root().get(names);
    }

    String kind() {
        return json.path("kind").asText();
    }

    /** The API group; empty for Kubernetes' core. */
    String group() {
        String version = json.path("apiVersion").asText();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    String namespace() {
        return json.path("metadata").path("namespace").asText();
    }

    boolean is(String group, String kind) {
        return group().equals(group) && kind().equals(kind);
    }

    /** Whether both are the same object, whatever it says. */
    boolean sameAs(Manifest other) {
        return is(other.group(), other.kind())
                && Objects.equals(name(), other.name())
                && Objects.equals(namespace(), other.namespace());
    }

    /** As people call it: {@code Trigger train}. */
    String title() {
        return kind() + " " + name();
    }

    /** The pods that it makes, each as the place of its spec. */
    Stream<Field> pods() {
        return switch (group() + "/" + kind()) {
            case "serving.knative.dev/Service", "batch/Job", "apps/StatefulSet", "apps/Deployment" ->
                Stream.of(get("spec", "template", "spec"));
            case "ray.io/RayCluster" ->
                Stream.concat(Stream.of(get("spec", "headGroupSpec")), get("spec", "workerGroupSpecs").items().stream())
                        .map(node -> node.get("template", "spec"));
            default -> Stream.of();
        };
    }

    /** The containers of those pods, those that prepare them included. */
    Stream<Field> containers() {
        return pods().flatMap(pod ->
                Stream.of("initContainers", "containers").flatMap(list -> pod.get(list).items().stream()));
    }
}
