package dev.muster.cli.conform;

import java.util.List;
import java.util.Map;

/** What cannot be changed is as it was: an object that differs there has to be made anew, under another name. */
final class ImmutableRule implements Rule {
    private static final Map<String, List<List<String>>> FIXED = Map.ofEntries(
            Map.entry(
                    "eventing.knative.dev/Broker",
                    List.of(
                            List.of("metadata", "annotations", "eventing.knative.dev/broker.class"),
                            List.of("spec", "config"))),
            Map.entry("eventing.knative.dev/Trigger", List.of(List.of("spec", "broker"))),
            Map.entry("batch/Job", List.of(List.of("spec", "template"), List.of("spec", "completions"))),
            Map.entry(
                    "apps/StatefulSet",
                    List.of(
                            List.of("spec", "selector"),
                            List.of("spec", "serviceName"),
                            List.of("spec", "volumeClaimTemplates"))),
            Map.entry(
                    "/PersistentVolumeClaim",
                    List.of(
                            List.of("spec", "accessModes"),
                            List.of("spec", "storageClassName"),
                            List.of("spec", "volumeName"))),
            Map.entry("/PersistentVolume", List.of(List.of("spec", "csi"), List.of("spec", "nfs"))),
            Map.entry(
                    "storage.k8s.io/StorageClass",
                    List.of(
                            List.of("provisioner"),
                            List.of("parameters"),
                            List.of("reclaimPolicy"),
                            List.of("volumeBindingMode"))),
            Map.entry(
                    "ray.io/RayCluster",
                    List.of(List.of("spec", "managedBy"), List.of("spec", "gcsFaultToleranceOptions", "backend"))));

    private final Overlay before;

    /** Holds against what was, or is, on the cluster. */
    ImmutableRule(Overlay before) {
        this.before = before;
    }

    @Override
    public String name() {
        return "immutable";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            before.objects().stream()
                    .filter(object::sameAs)
                    .filter(old -> !remade(object))
                    .forEach(old -> compare(old, object, complaints));
        }
    }

    private static void compare(Manifest old, Manifest object, Complaints complaints) {
        FIXED.getOrDefault(object.group() + "/" + object.kind(), List.of()).stream()
                .map(path -> path.toArray(String[]::new))
                .filter(path -> !old.get(path).value().equals(object.get(path).value()))
                .forEach(path -> complaints.add(
                        object,
                        object.get(path),
                        "was " + shown(old.get(path)) + ", and cannot be changed",
                        "leave it, or delete the object first (docs/upgrade.md says what that costs)"));
    }

    /** Argo CD makes a hook anew at each sync. */
    private static boolean remade(Manifest object) {
        return object.get("metadata", "annotations", "argocd.argoproj.io/hook-delete-policy")
                .text()
                .contains("BeforeHookCreation");
    }

    private static String shown(Field field) {
        String text = field.present() ? field.value().toString() : "not there";
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
