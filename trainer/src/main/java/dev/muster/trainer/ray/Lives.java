package dev.muster.trainer.ray;

import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which trainer actors give signs of life: each is asked, and asked again once it has answered. Used by one thread.
 *
 * <p>The answer comes from the actor's process, while another thread of it trains; a process that is stopped, swapped
 * out or cut off does not answer, and its attempts' leases are not renewed.
 */
final class Lives {
    private final InstantSource clock;
    private final Map<Slot, Asked> asked = new HashMap<>();

    Lives(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Looks for answers, and asks those that gave one.
     *
     * @return those without an answer since they were asked the last time
     */
    List<Slot> silent(List<Slot> slots) {
        asked.keySet().retainAll(slots);
        List<Slot> silent = new ArrayList<>();
        for (Slot slot : slots) {
            slot.actor().ifPresent(actor -> {
                if (!heard(slot, actor)) {
                    silent.add(slot);
                }
            });
        }
        return silent;
    }

    private boolean heard(Slot slot, ActorHandle<TrainerActor> actor) {
        Asked last = asked.get(slot);
        if (last == null || !last.actor().equals(actor)) {
            asked.put(slot, new Asked(actor, ClusterRay.ping(actor), clock.instant()));
            return true;
        }
        Optional<Boolean> answer = ClusterRay.answer(last.answer());
        boolean heard = answer.orElse(false);
        if (answer.isPresent()) {
            asked.put(slot, new Asked(actor, ClusterRay.ping(actor), heard ? clock.instant() : last.since()));
        }
        return heard;
    }

    /** How long a slot has been silent. */
    Duration silence(Slot slot) {
        Asked last = asked.get(slot);
        return last == null ? Duration.ZERO : Duration.between(last.since(), clock.instant());
    }

    private record Asked(ActorHandle<TrainerActor> actor, ObjectRef<Integer> answer, Instant since) {}
}
