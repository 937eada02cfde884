package dev.muster.cli.conform;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No secret lies in Git: neither in a Secret, nor in a ConfigMap or variable that is called like one, nor within an
 * address.
 */
final class SecretsRule implements Rule {
    private static final Pattern NAME =
            Pattern.compile("(?i).*(password|passwd|token|secret|credential|private_?key|api_?key).*");

    /** What only says where a secret is. */
    private static final Pattern PLACE = Pattern.compile("(?i).*(_file|_path|_mode|_name)");

    private static final Pattern IN_ADDRESS = Pattern.compile("(?s).*(://[^/@\\s]+:[^/@\\s]+@|[?&]password=).*");

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            if (object.is("", "Secret")) {
                secret(object, complaints);
            } else if (object.is("", "ConfigMap")) {
                object.get("data").fields().forEach(entry -> value(object, entry.name(), entry, complaints));
            }
            object.containers()
                    .flatMap(container -> container.get("env").items().stream())
                    .forEach(variable -> value(object, variable.get("name").text(), variable.get("value"), complaints));
        }
    }

    /** One that tells Argo CD of a cluster is fine while it has no credentials: the hub knows itself. */
    private static void secret(Manifest object, Complaints complaints) {
        boolean cluster = object.get("metadata", "labels", "argocd.argoproj.io/secret-type")
                .text()
                .equals("cluster");
        Stream.of("data", "stringData")
                .flatMap(part -> object.get(part).fields().stream())
                .filter(entry -> !cluster || entry.text().matches("(?s).*(bearerToken|password|keyData).*"))
                .forEach(entry -> complaints.add(
                        object,
                        entry,
                        "is a secret in Git",
                        "make it on the cluster, or fetch it from a store (knative/examples/external-secrets)"));
    }

    private static void value(Manifest object, String name, Field value, Complaints complaints) {
        boolean named = NAME.matcher(name).matches()
                && !PLACE.matcher(name).matches()
                && !value.text().isEmpty();
        if (named || IN_ADDRESS.matcher(value.text()).matches()) {
            complaints.add(object, value, "looks like a secret in Git", "take it from a Secret (secretKeyRef)");
        }
    }
}
