package dev.muster.trainer.ray;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.contract.Json;
import dev.muster.contract.Resources;
import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import io.ray.api.concurrencygroup.ConcurrencyGroup;
import io.ray.api.concurrencygroup.ConcurrencyGroupBuilder;
import io.ray.api.exception.RayException;
import io.ray.api.exception.RayTaskException;
import io.ray.runtime.AbstractRayRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Ray cluster, with this process as a driver on one of its nodes. Ray allows one runtime a process.
 *
 * <p>An actor whose process or node dies is put up again by Ray, and the call made again there, a few times; then the
 * call fails with {@link ActorDiedException}.
 */
final class ClusterRay implements Actors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRay.class);
    /** A call that kills its process as often as this is to blame itself. */
    private static final int CALL_RETRIES = 3;

    private static final int LOOK_MILLIS = 500;

    private ClusterRay() {}

    /**
     * Connects.
     *
     * @throws IllegalStateException when this process can never be a driver there; says why
     */
    static ClusterRay open(RayAddress address, String name) {
        RayProperties.set(address, name);
        RayProperties.requireClustersOwnJar();
        RayProperties.requireNode(address);
        RayStart.start();
        return new ClusterRay();
    }

    /** Versions that the cluster was started with. */
    Versions versions() {
        return Json.read(
                ((AbstractRayRuntime) Ray.internal()).getGcsClient().getInternalKV("cluster", "CLUSTER_METADATA"),
                Versions.class);
    }

    /** Resources of each living node. */
    List<Map<String, Double>> nodes() {
        return Ray.getRuntimeContext().getAllNodeInfo().stream()
                .filter(node -> node.isAlive)
                .map(node -> Map.copyOf(node.resources))
                .toList();
    }

    @Override
    public ActorHandle<TrainerActor> create(Resources resources) throws InterruptedException {
        ConcurrencyGroup life = new ConcurrencyGroupBuilder<TrainerActor>()
                .setName("life")
                .setMaxConcurrency(1)
                .addMethod(TrainerActor::ready)
                .build();
        var creator = Ray.actor(TrainerActor::new)
                .setConcurrencyGroups(life)
                .setMaxRestarts(-1)
                .setMaxTaskRetries(CALL_RETRIES)
                .setResources(demand(resources));
        if (resources.memory() > 0) {
            creator.setJvmOptions(List.of("-Xmx" + resources.memory() / 2));
        }
        ActorHandle<TrainerActor> actor = creator.remote();
        try {
            call(() -> actor.task(TrainerActor::ready).remote());
            return actor;
        } catch (InterruptedException | ActorDiedException e) {
            actor.kill(true);
            throw e;
        }
    }

    /** By Ray's names. */
    static Map<String, Double> demand(Resources resources) {
        Map<String, Double> demand = new HashMap<>();
        demand.put("CPU", (double) resources.cpus());
        if (resources.gpus() > 0) {
            demand.put("GPU", (double) resources.gpus());
        }
        if (resources.memory() > 0) {
            demand.put("memory", (double) resources.memory());
        }
        return demand;
    }

    @Override
    public <T> T call(Supplier<ObjectRef<T>> call) throws InterruptedException {
        try {
            ObjectRef<T> answer = call.get();
            while (Ray.wait(List.of(answer), 1, LOOK_MILLIS).getReady().isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return answer.get();
        } catch (RayTaskException e) {
            throw e;
        } catch (RayException e) {
            throw new ActorDiedException(
                    "the process of a trainer died (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Ray alone would only do that once the handle is collected as garbage. */
    @Override
    public void end(ActorHandle<TrainerActor> actor) {
        kill(actor);
    }

    @Override
    public void kill(ActorHandle<TrainerActor> actor) {
        actor.kill(true);
    }

    /** Asks for a sign of life; the answer comes while the actor trains, too. */
    static ObjectRef<Integer> ping(ActorHandle<TrainerActor> actor) {
        return actor.task(TrainerActor::ready).remote();
    }

    /** Whether an actor that was asked is alive; empty while it has not answered. */
    static Optional<Boolean> answer(ObjectRef<Integer> ping) {
        try {
            return Ray.wait(List.of(ping), 1, 0).getReady().isEmpty()
                    ? Optional.empty()
                    : Optional.of(ping.get() == TrainerActor.READY);
        } catch (RayException e) {
            LOG.debug("an actor did not answer", e);
            return Optional.of(false);
        }
    }

    @Override
    public void close() {
        Ray.shutdown();
    }

    /** As Ray's head notes them as it starts. */
    record Versions(
            @JsonProperty("ray_version") String ray,
            @JsonProperty("python_version") String python) {}
}
