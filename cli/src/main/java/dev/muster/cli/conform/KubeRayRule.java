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
    }
}
