package dev.muster.cli.conform;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where there are sync waves, each thing comes after what it needs, and so goes before it. */
final class WavesRule implements Rule {
    /** From what comes first to what comes last. */
    private static final List<String> ORDER = List.of(
            "/ConfigMap",
            "batch/Job",
            "serving.knative.dev/Service",
            "eventing.knative.dev/Broker",
            "eventing.knative.dev/Trigger",
            "sources.knative.dev/PingSource");

    @Override
    public String name() {
        return "waves";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        if (overlay.objects().stream().allMatch(object -> wave(object).text().isEmpty())) {
            return;
        }
        for (int later = 1; later < ORDER.size(); later++) {
            Optional<Manifest> first = of(overlay, later - 1).max(Comparator.comparingInt(WavesRule::number));
            for (Manifest object : of(overlay, later).toList()) {
                first.filter(before -> number(before) >= number(object))
                        .ifPresent(before -> complaints.add(
                                object,
                                wave(object),
                                "is " + number(object) + ", but " + before.title() + ", which it needs, comes with "
                                        + number(before),
                                "raise it"));
            }
        }
    }

    private static Stream<Manifest> of(Overlay overlay, int place) {
        return overlay.objects().stream()
                .filter(object -> (object.group() + "/" + object.kind()).equals(ORDER.get(place)));
    }

    private static Field wave(Manifest object) {
        return object.get("metadata", "annotations", "argocd.argoproj.io/sync-wave");
    }

    private static int number(Manifest object) {
        return wave(object).value().asInt();
    }
}
