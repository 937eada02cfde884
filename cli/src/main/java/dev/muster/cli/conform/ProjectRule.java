package dev.muster.cli.conform;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Argo CD's project allows what is deployed: a kind that it does not know stops every sync. */
final class ProjectRule implements Rule {
    private static final Set<String> OF_THE_CLUSTER = Set.of("Namespace", "PersistentVolume", "StorageClass");

    private final Manifest project;

    ProjectRule(Manifest project) {
        this.project = project;
    }

    @Override
    public String name() {
        return "project";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            boolean cluster = OF_THE_CLUSTER.contains(object.kind());
            String list = cluster ? "clusterResourceWhitelist" : "namespaceResourceWhitelist";
            Optional<Field> allowed = project.get("spec", list).items().stream()
                    .filter(kind -> allows(kind, object))
                    .findFirst();
            if (allowed.isEmpty()) {
                complaints.add(
                        object,
                        object.get("kind"),
                        "is not allowed by the AppProject " + project.name(),
                        "add it to its " + list + " (argocd/project.yaml), or leave it out");
            }
            if (!cluster && namespaces().noneMatch(object.namespace()::equals)) {
                complaints.add(
                        object,
                        object.get("metadata", "namespace"),
                        "is no destination of the AppProject " + project.name(),
                        "use " + namespaces().toList());
            }
        }
    }

    private Stream<String> namespaces() {
        return project.get("spec", "destinations").items().stream()
                .map(destination -> destination.get("namespace").text());
    }

    private static boolean allows(Field kind, Manifest object) {
        String names = kind.get("name").text();
        return kind.get("group").text().equals(object.group())
                && kind.get("kind").text().equals(object.kind())
                && (names.isEmpty() || object.name().matches(names.replace("*", ".*")));
    }
}
