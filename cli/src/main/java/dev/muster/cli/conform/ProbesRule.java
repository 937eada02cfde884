package dev.muster.cli.conform;

/**
 * A start that takes long is not ended for it. On a node that is busy with others it may take a minute; one that is
 * ended begins anew, and makes the node busier.
 */
final class ProbesRule implements Rule {
    /** For how many seconds a start is let be: a delay of a minute, and the three probes after it. */
    private static final int PATIENCE = 90;

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            object.containers().forEach(container -> {
                Field startup = container.get("startupProbe");
                Field alive = container.get("livenessProbe");
                Field first = startup.present() ? startup : alive;
                if (first.present() && patience(first) < PATIENCE) {
                    complaints.add(
                            object,
                            first.get(startup.present() ? "failureThreshold" : "initialDelaySeconds"),
                            "ends a start after " + patience(first) + " s, which one on a busy node takes",
                            "raise it until it comes to " + PATIENCE
                                    + ": initialDelaySeconds and failureThreshold times periodSeconds");
                }
            });
        }
    }

    /** Seconds until a probe that never passes ends a container; what is not written is Kubernetes' default. */
    private static int patience(Field probe) {
        return probe.get("initialDelaySeconds").value().asInt(0)
                + probe.get("failureThreshold").value().asInt(3)
                        * probe.get("periodSeconds").value().asInt(10);
    }
}
