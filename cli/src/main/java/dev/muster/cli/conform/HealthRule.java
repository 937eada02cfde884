package dev.muster.cli.conform;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Argo CD can tell how each kind of Knative and Ray that it may make is: there is a check in {@code argocd-cm}, and on
 * statuses that were recorded it says what it should, healthy, degraded and on the way.
 */
final class HealthRule implements Rule {
    private static final String PREFIX = "resource.customizations.health.";
    private static final List<String> WANTED = List.of("Healthy", "Degraded", "Progressing");

    private final Path recordings;

    /** With the folder that has recorded statuses, in Argo CD's own form: {@code health_test.yaml} and its inputs. */
    HealthRule(Path recordings) {
        this.recordings = recordings;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.find("", "ConfigMap", "argocd-cm").ifPresent(settings -> {
            List<Recording> all = Recording.in(recordings);
            overlay.all("argoproj.io", "AppProject").forEach(project -> kinds(project, settings, complaints));
            for (Field check : settings.get("data").fields()) {
                if (check.name().startsWith(PREFIX)) {
                    run(settings, check, all, complaints);
                }
            }
        });
    }

    private static void kinds(Manifest project, Manifest settings, Complaints complaints) {
        for (Field kind : project.get("spec", "namespaceResourceWhitelist").items()) {
            String group = kind.get("group").text();
            Field check =
                    settings.get("data", PREFIX + group + "_" + kind.get("kind").text());
            if ((group.endsWith(".knative.dev") || group.equals("ray.io")) && !check.present()) {
                complaints.add(settings, check, "is missing: Argo CD would call it healthy at once", "add a check");
            }
        }
    }

    private static void run(Manifest settings, Field check, List<Recording> all, Complaints complaints) {
        Set<String> seen = new HashSet<>();
        String kind = check.name().substring(PREFIX.length());
        all.stream().filter(recording -> recording.kind().equals(kind)).forEach(recording -> {
            LuaHealth health = LuaHealth.of(check.text(), recording.object().json());
            seen.add(health.status());
            if (!health.equals(recording.expected())) {
                complaints.add(
                        settings,
                        check,
                        "makes " + health + " of " + recording.input() + ", which is " + recording.expected(),
                        "correct the check, or what " + recording.input() + " is expected to be");
            }
        });
        WANTED.stream()
                .filter(status -> !seen.contains(status))
                .forEach(status -> complaints.add(
                        settings, check, "was never seen to say " + status, "record a status for which it does"));
    }
}
