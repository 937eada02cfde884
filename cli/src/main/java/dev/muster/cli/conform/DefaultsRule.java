package dev.muster.cli.conform;

import java.util.List;
import java.util.Map;

/**
 * What Knative's webhooks would fill in is written out, and what they keep for themselves is not: Git and cluster say
 * the same.
 */
final class DefaultsRule implements Rule {
    private static final String ADDED = "the webhook would fill it in, and the object would differ from Git for good";

    /** By kind, what its webhook fills in. */
    private static final Map<String, List<List<String>>> FILLED = Map.of(
            "serving.knative.dev/Service",
            List.of(
                    List.of("spec", "template", "spec", "containerConcurrency"),
                    List.of("spec", "template", "spec", "enableServiceLinks"),
                    List.of("spec", "template", "spec", "timeoutSeconds"),
                    List.of("spec", "traffic")),
            "eventing.knative.dev/Broker",
            List.of(
                    List.of("metadata", "annotations", "eventing.knative.dev/broker.class"),
                    List.of("spec", "config", "namespace"),
                    List.of("spec", "delivery")),
            "eventing.knative.dev/Trigger",
            List.of(
                    List.of("metadata", "labels", "eventing.knative.dev/broker"),
                    List.of("spec", "filter"),
                    List.of("spec", "subscriber", "ref", "namespace")),
            "sources.knative.dev/PingSource",
            List.of(List.of("spec", "sink", "ref", "namespace")),
            "sources.knative.dev/SinkBinding",
            List.of(List.of("spec", "sink", "ref", "namespace"), List.of("spec", "subject", "namespace")));

    private static final List<String> TAKEN =
            List.of("serving.knative.dev/creator", "serving.knative.dev/lastModifier");

    @Override
    public String name() {
        return "defaults";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            FILLED.getOrDefault(object.group() + "/" + object.kind(), List.of()).stream()
                    .map(path -> object.get(path.toArray(String[]::new)))
                    .filter(field -> !field.present())
                    .forEach(
                            field -> complaints.add(object, field, "is left to the webhook: " + ADDED, "write it out"));
            TAKEN.stream()
                    .map(name -> object.get("metadata", "annotations", name))
                    .filter(Field::present)
                    .forEach(field -> complaints.add(object, field, "is written by the webhook alone", "remove it"));
            SchemaDefaults.missing(object)
                    .forEach(field -> complaints.add(
                            object,
                            field,
                            "has a default in the schema: the API server would fill it in",
                            "write it out"));
            sink(object, complaints);
            label(object, complaints);
            if (object.is("serving.knative.dev", "Service")) {
                object.containers().forEach(container -> container(object, container, complaints));
            }
        }
    }

    private static void sink(Manifest object, Complaints complaints) {
        Field reference = object.get("spec", "delivery", "deadLetterSink", "ref");
        Field namespace = reference.get("namespace");
        if (reference.present() && !namespace.present()) {
            complaints.add(object, namespace, "is left to the webhook: " + ADDED, "write it out");
        }
    }

    private static void label(Manifest object, Complaints complaints) {
        Field label = object.get("metadata", "labels", "eventing.knative.dev/broker");
        String broker = object.get("spec", "broker").text();
        if (object.is("eventing.knative.dev", "Trigger")
                && label.present()
                && !label.text().equals(broker)) {
            complaints.add(object, label, "is " + label.text() + ", but spec.broker is " + broker, "write " + broker);
        }
    }

    private static void container(Manifest object, Field container, Complaints complaints) {
        List<Field> filled = List.of(
                container.get("name"), container.get("readinessProbe", "successThreshold"), container.get("resources"));
        filled.stream()
                .filter(field -> !field.present())
                .forEach(field -> complaints.add(object, field, "is left to the webhook: " + ADDED, "write it out"));
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            Field delay = container.get(probe, "initialDelaySeconds");
            if (delay.text().equals("0")) {
                complaints.add(object, delay, "is 0, which the webhook drops", "leave it out");
            }
        }
        container.get("ports").items().stream()
                .map(port -> port.get("protocol"))
                .filter(field -> !field.present())
                .forEach(field -> complaints.add(object, field, "is left to the webhook: " + ADDED, "write it out"));
    }
}
