package dev.muster.embedded.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Finds the documents of one Broker among YAML manifests. */
final class Manifests {
    private final String broker;
    private final List<Problem> problems;
    private final List<Document> triggers = new ArrayList<>();
    private Delivery delivery = Delivery.DEFAULT;

    Manifests(String broker, List<Problem> problems) {
        this.broker = broker;
        this.problems = problems;
    }

    /** Adds the documents of one file. */
    void add(String file, String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            for (Object document : new Load(settings).loadAllFromString(yaml)) {
                add(file, Json.mapper().<JsonNode>valueToTree(document));
            }
        } catch (YamlEngineException e) {
            problems.add(Problem.at(file, "is no YAML: " + e.getMessage(), "correct it"));
        }
    }

    /** What was found, in the order added. */
    List<Trigger> triggers() {
        return triggers.stream()
                .map(document -> {
                    JsonNode spec = document.json.path("spec");
                    return new Trigger(
                            document.name(),
                            new FilterReader(document.place(), problems).read(spec),
                            new DeliveryReader(document.place() + ": spec.delivery", problems)
                                    .read(spec.path("delivery"), delivery),
                            subscriber(document, spec.path("subscriber")));
                })
                .toList();
    }

    private void add(String file, JsonNode json) {
        Document document = new Document(file, json);
        if (!json.path("apiVersion").asText().startsWith("eventing.knative.dev/")) {
            return;
        }
        if (document.is("Trigger") && json.path("spec").path("broker").asText().equals(broker)) {
            triggers.add(document);
        } else if (document.is("Broker") && document.name().equals(broker)) {
            delivery = new DeliveryReader(document.place() + ": spec.delivery", problems)
                    .read(json.path("spec").path("delivery"), Delivery.DEFAULT);
        }
    }

    private String subscriber(Document trigger, JsonNode subscriber) {
        String name = subscriber
                .path("ref")
                .path("name")
                .asText(subscriber.path("uri").asText());
        if (name.isEmpty()) {
            problems.add(Problem.at(trigger.place() + ": spec.subscriber", "names nobody", "set ref.name or uri"));
        }
        return name;
    }

    private record Document(String file, JsonNode json) {
        boolean is(String kind) {
            return json.path("kind").asText().equals(kind);
        }

        String name() {
            return json.path("metadata").path("name").asText();
        }

        String place() {
            return file + ": " + json.path("kind").asText() + " " + name();
        }
    }
}
