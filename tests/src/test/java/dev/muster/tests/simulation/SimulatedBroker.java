package dev.muster.tests.simulation;

import dev.muster.contract.EventTypes;
import dev.muster.embedded.broker.Trigger;
import dev.muster.embedded.broker.Wiring;
import dev.muster.tests.house.Repository;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Brings events to the functions whose Triggers select them: once, twice, late, in any order, never; again and again to
 * one that does not take it, and in the end it gives up.
 */
final class SimulatedBroker {
    private static final Wiring WIRING = Wiring.read(Repository.ROOT.resolve("knative/base"), "muster");
    private static final int TRIES = 8;

    private final World world;
    private final Chance chance;
    private final boolean complete;
    private final Set<String> acknowledged = new HashSet<>();
    private int underway;

    SimulatedBroker(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.complete = !world.weather().drops();
    }

    /** Whether each event comes at least once, however often it takes. */
    boolean complete() {
        return complete;
    }

    /** Whether somebody was told that a batch is accepted. */
    boolean acknowledged(String batch) {
        return acknowledged.contains(batch);
    }

    /** Whether nothing is on its way but ticks. */
    boolean idle() {
        return underway == 0;
    }

    void emit(CloudEvent event) {
        world.invariants().emitted(event);
        if (event.getType().equals(EventTypes.BATCH_ACCEPTED)) {
            acknowledged.add(Objects.requireNonNull(event.getSubject()));
        }
        for (Trigger trigger : WIRING.triggers()) {
            if (trigger.filter().matches(event)) {
                for (int copies = chance.of(world.weather().twice()) ? 2 : 1; copies > 0; copies--) {
                    send(trigger.subscriber(), event, Duration.ZERO, 1);
                }
            }
        }
    }

    private void send(String function, CloudEvent event, Duration wait, int tries) {
        if (chance.of(world.weather().drop()) || (tries > TRIES && !complete)) {
            return;
        }
        Duration on = chance.upTo(chance.of(world.weather().late()) ? Duration.ofMinutes(10) : Duration.ofSeconds(1));
        boolean tick = event.getType().equals(EventTypes.PING);
        underway += tick ? 0 : 1;
        world.time().in(wait.plus(on), () -> {
            underway -= tick ? 0 : 1;
            if (!world.deliver(function, event)) {
                send(function, event, Duration.ofSeconds(1L << Math.min(tries, 6)), tries + 1);
            }
        });
    }
}
