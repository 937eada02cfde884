package dev.muster.cli.conform;

import java.util.List;

/** Every container says what it needs and what it may take; no pod takes what another was promised. */
final class LimitsRule implements Rule {
    @Override
    public String name() {
        return "limits";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            object.containers().forEach(container -> {
                for (String kind : List.of("requests", "limits")) {
                    for (String resource : List.of("cpu", "memory")) {
                        Field field = container.get("resources", kind, resource);
                        if (!field.present()) {
                            complaints.add(object, field, "is missing", "add it");
                        }
                    }
                }
            });
        }
    }
}
