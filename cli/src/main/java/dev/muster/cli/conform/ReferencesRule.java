package dev.muster.cli.conform;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a pod names is there: ConfigMaps always, accounts and claims where the overlay brings its namespace. Kustomize
 * follows names, hashes and suffixes through its own kinds only; here it shows when it did not.
 */
final class ReferencesRule implements Rule {
    @Override
    public String name() {
        return "references";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        boolean whole = overlay.all("", "Namespace").findAny().isPresent();
        for (Manifest object : overlay.objects()) {
            object.pods().forEach(pod -> {
                Stream<Field> maps = Stream.concat(
                        pod.get("volumes").items().stream().map(volume -> volume.get("configMap", "name")),
                        object.containers()
                                .filter(container -> container.path().startsWith(pod.path() + "."))
                                .flatMap(container -> container.get("envFrom").items().stream())
                                .map(source -> source.get("configMapRef", "name")));
                resolve(overlay, object, "ConfigMap", maps, complaints);
                if (whole) {
                    Stream<Field> account = Stream.of(pod.get("serviceAccountName"));
                    resolve(overlay, object, "ServiceAccount", account, complaints);
                    Stream<Field> claims = pod.get("volumes").items().stream()
                            .map(volume -> volume.get("persistentVolumeClaim", "claimName"));
                    resolve(overlay, object, "PersistentVolumeClaim", claims, complaints);
                }
            });
        }
    }

    private static void resolve(
            Overlay overlay, Manifest object, String kind, Stream<Field> references, Complaints complaints) {
        Set<String> there = overlay.all("", kind).map(Manifest::name).collect(Collectors.toSet());
        references
                .filter(Field::present)
                .filter(reference -> !there.contains(reference.text()))
                .forEach(reference -> complaints.add(
                        object,
                        reference,
                        "names the " + kind + " " + reference.text() + ", which is not there",
                        "name one of " + there.stream().sorted().toList()));
    }
}
