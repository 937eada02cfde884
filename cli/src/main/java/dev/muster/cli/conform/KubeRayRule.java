package dev.muster.cli.conform;

/**
 * What KubeRay refuses of a RayCluster although its schema allows it, and what breaks a gateway beside a head. The
 * operator reports the former in an event of the cluster only, and makes no pods.
 */
final class KubeRayRule implements Rule {
    @Override
    public String name() {
        return "kuberay";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("ray.io", "RayCluster").forEach(cluster -> new RayClusterCheck(cluster, complaints).run());
        overlay.all("policy", "PodDisruptionBudget")
                .filter(budget -> budget.get("spec", "selector", "matchLabels", "ray.io/cluster")
                        .present())
                .forEach(budget -> countable(budget, complaints));
    }

    /** A RayCluster has no scale for Kubernetes to ask, so neither a share of its pods nor how many may go is known. */
    private static void countable(Manifest budget, Complaints complaints) {
        Field most = budget.get("spec", "maxUnavailable");
        Field least = budget.get("spec", "minAvailable");
        if (most.present() || !least.value().isInt()) {
            complaints.add(
                    budget,
                    most.present() ? most : least,
                    "is never in sync, and Argo CD takes it for degraded: a RayCluster does not say how many pods it should have",
                    "write minAvailable, as a number");
        }
    }
}
