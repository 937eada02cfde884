package dev.muster.cli.conform;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every Trigger says how often it tries again, and where goes what nobody took; and that place is there. A Trigger on
 * the Broker of dead letters is the end of that way: with a sink, what it cannot deliver would come back to it.
 */
final class DeliveryRule implements Rule {
    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("eventing.knative.dev", "Trigger").forEach(trigger -> {
            Field delivery = trigger.get("spec", "delivery");
            for (String needed : List.of("retry", "backoffPolicy", "backoffDelay")) {
                if (!delivery.get(needed).present()) {
                    complaints.add(trigger, delivery.get(needed), "is missing", "say how often, and how far apart");
                }
            }
            Field sink = delivery.get("deadLetterSink");
            if (!takesDeadLetters(overlay, trigger)) {
                sink(overlay, trigger, sink, complaints);
            } else if (sink.present()) {
                complaints.add(trigger, sink, "is named by what takes dead letters itself", "leave it out");
            }
        });
    }

    private static boolean takesDeadLetters(Overlay overlay, Manifest trigger) {
        String broker = trigger.get("spec", "broker").text();
        return Stream.of("Broker", "Trigger")
                .flatMap(kind -> overlay.all("eventing.knative.dev", kind))
                .map(other -> other.get("spec", "delivery", "deadLetterSink", "ref"))
                .anyMatch(sink -> sink.get("kind").text().equals("Broker")
                        && sink.get("name").text().equals(broker));
    }

    private static void sink(Overlay overlay, Manifest trigger, Field sink, Complaints complaints) {
        Field reference = sink.get("ref");
        if (!sink.present()) {
            complaints.add(trigger, sink, "is missing: what nobody takes is lost", "name one");
        } else if (reference.present() && overlay.objects().stream().noneMatch(object -> refersTo(reference, object))) {
            complaints.add(
                    trigger,
                    reference,
                    "names " + reference.value() + ", which is not there",
                    "name one that this overlay has");
        }
    }

    private static boolean refersTo(Field reference, Manifest object) {
        boolean same = Stream.of("apiVersion", "kind").allMatch(it -> same(it, reference, object.root()));
        return same && object.name().equals(reference.get("name").text());
    }

    private static boolean same(String name, Field one, Field other) {
        return one.get(name).text().equals(other.get(name).text());
    }
}
