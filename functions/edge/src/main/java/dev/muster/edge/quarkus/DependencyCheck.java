package dev.muster.edge.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when what the function depends on answers. */
@Readiness
@ApplicationScoped
class DependencyCheck implements HealthCheck {
    private final Dependency dependency;

    @Inject
    DependencyCheck(Dependency dependency) {
        this.dependency = dependency;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named(dependency.name());
        try {
            dependency.probe().run();
            return response.up().build();
        } catch (RuntimeException e) {
            return response.down().withData("reason", e.toString()).build();
        }
    }
}
