package dev.muster.cli.conform;

import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.embedded.broker.Trigger;
import dev.muster.embedded.broker.Wiring;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Triggers select what the contract knows: each function hears of what it is for, and of nothing that it says itself,
 * which would go round in circles.
 */
final class FiltersRule implements Rule {
    /** Of which all functions hear. */
    static final String BROKER = "muster";

    private static final Set<String> KNOWN = Arrays.stream(EventTypes.class.getFields())
            .map(FiltersRule::value)
            .collect(Collectors.toCollection(TreeSet::new));

    @Override
    public String name() {
        return "filters";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("eventing.knative.dev", "Trigger")
                .filter(trigger -> trigger.get("spec", "broker").text().equals(BROKER))
                .forEach(trigger -> check(trigger, complaints));
        overlay.all("serving.knative.dev", "Service")
                .filter(service -> !Traffic.of(service.name()).in().isEmpty())
                .filter(service -> overlay.find("eventing.knative.dev", "Trigger", service.name())
                        .map(trigger -> trigger.get("spec", "subscriber", "ref", "name"))
                        .filter(subscriber -> subscriber.text().equals(service.name()))
                        .isEmpty())
                .forEach(service -> complaints.add(
                        service,
                        service.root(),
                        "has no Trigger of its name that leads to it: it never hears of what it is for",
                        "write one; knative/base/trigger-" + service.name() + ".yaml is ours"));
    }

    /**
     * Whether a Trigger of the Broker takes events of a type; not while its filters are wrong, which is told elsewhere.
     */
    static boolean selects(Manifest trigger, String type) {
        try {
            return Wiring.parse(trigger.title(), trigger.json().toString(), BROKER).triggers().stream()
                    .anyMatch(it -> it.filter().matches(event(type)));
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static void check(Manifest manifest, Complaints complaints) {
        try {
            Wiring.parse(manifest.title(), manifest.json().toString(), BROKER)
                    .triggers()
                    .forEach(trigger -> traffic(manifest, trigger, complaints));
        } catch (InvalidInputException e) {
            e.problems()
                    .forEach(problem -> complaints.add(
                            manifest,
                            manifest.get("spec", "filters"),
                            problem.place() + " " + problem.message(),
                            problem.fix()));
        }
    }

    private static void traffic(Manifest manifest, Trigger trigger, Complaints complaints) {
        Field filters = manifest.get("spec", "filters");
        Traffic traffic = Traffic.of(trigger.subscriber());
        traffic.out().stream()
                .filter(type -> trigger.filter().matches(event(type)))
                .sorted()
                .forEach(type -> complaints.add(
                        manifest,
                        filters,
                        "selects " + type + ", which " + trigger.subscriber() + " says itself",
                        "exclude it"));
        if (trigger.name().equals(trigger.subscriber())) {
            traffic.in().stream()
                    .filter(type -> !trigger.filter().matches(event(type)))
                    .sorted()
                    .forEach(type -> complaints.add(
                            manifest,
                            filters,
                            "misses " + type + ", which " + trigger.subscriber() + " is for",
                            "select it"));
        }
        filters.value().findValuesAsText("type").stream()
                .filter(type -> type.startsWith("dev.muster.") && KNOWN.stream().noneMatch(it -> it.startsWith(type)))
                .forEach(type -> complaints.add(
                        manifest, filters, "selects " + type + ", which nobody says", "choose one of " + KNOWN));
    }

    private static CloudEvent event(String type) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/any"))
                .withType(type)
                .build();
    }

    private static String value(java.lang.reflect.Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
