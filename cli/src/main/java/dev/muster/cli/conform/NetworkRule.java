package dev.muster.cli.conform;

import java.util.List;
import java.util.stream.Stream;

/**
 * A namespace denies what is not allowed, and nothing lets anybody in to Ray but its own pods, and train to the
 * gateway.
 */
final class NetworkRule implements Rule {
    private static final String GROUP = "networking.k8s.io";

    @Override
    public String name() {
        return "network";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("", "Namespace")
                .filter(namespace -> overlay.all(GROUP, "NetworkPolicy").noneMatch(NetworkRule::deniesAll))
                .forEach(namespace -> complaints.add(
                        namespace,
                        namespace.root(),
                        "has no NetworkPolicy that denies everything",
                        "add one: podSelector {}, policyTypes [Ingress, Egress], and no rule"));
        overlay.all("ray.io", "RayCluster")
                .filter(cluster -> policies(overlay, cluster).findAny().isEmpty())
                .forEach(cluster -> complaints.add(
                        cluster,
                        cluster.root(),
                        "is reached from everywhere: no NetworkPolicy selects its pods",
                        "add one for ray.io/cluster: " + cluster.name()));
        overlay.all("ray.io", "RayCluster")
                .forEach(cluster -> policies(overlay, cluster).forEach(policy -> closed(policy, complaints)));
    }

    private static boolean deniesAll(Manifest policy) {
        Field spec = policy.get("spec");
        return spec.get("podSelector").value().isEmpty()
                && spec.get("policyTypes").items().stream()
                        .map(Field::text)
                        .toList()
                        .containsAll(List.of("Ingress", "Egress"))
                && !spec.get("ingress").present()
                && !spec.get("egress").present();
    }

    private static Stream<Manifest> policies(Overlay overlay, Manifest cluster) {
        return overlay.all(GROUP, "NetworkPolicy")
                .filter(policy -> policy.get("spec", "podSelector", "matchLabels", "ray.io/cluster")
                        .text()
                        .equals(cluster.name()));
    }

    /** Each way in names pods; all ports are for the cluster's own. */
    private static void closed(Manifest policy, Complaints complaints) {
        for (Field rule : policy.get("spec", "ingress").items()) {
            List<Field> from = rule.get("from").items();
            if (from.isEmpty()
                    || from.stream()
                            .anyMatch(peer ->
                                    !peer.get("podSelector", "matchLabels").present())) {
                complaints.add(policy, rule.get("from"), "lets others in to Ray", "select the pods by label");
            } else if (!rule.get("ports").present()
                    && from.stream()
                            .anyMatch(peer -> !peer.get("podSelector", "matchLabels", "ray.io/cluster")
                                    .present())) {
                complaints.add(policy, rule.get("ports"), "are all of Ray's", "name the gateway's, 8443");
            }
        }
    }
}
