package dev.muster.tests.races;

import dev.muster.contract.EventSink;
import dev.muster.embedded.broker.Wiring;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Brings each event one to three times to each function whose Trigger selects it, in random order, and again when it
 * was not taken. Keeps what it was told under each id. Thread-safe.
 */
final class Bus implements EventSink {
    private final Wiring wiring;
    private final Random random;
    private final Map<String, List<CloudEvent>> waiting = new HashMap<>();
    private final Map<String, CloudEvent> known = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private int underway;
    private int deliveries;
    private int doubles;
    private int retries;

    Bus(Wiring wiring, long seed) {
        this.wiring = wiring;
        this.random = new Random(seed);
    }

    @Override
    public synchronized void emit(CloudEvent event) {
        CloudEvent before = known.putIfAbsent(event.getId(), event);
        if (before != null && !before.equals(event)) {
            contradictions.add(before + " and " + event);
        }
        for (var trigger : wiring.triggers()) {
            if (trigger.filter().matches(event)) {
                int copies = 1 + random.nextInt(3);
                doubles += copies - 1;
                for (int i = 0; i < copies; i++) {
                    to(trigger.subscriber()).add(event);
                }
            }
        }
    }

    /** Any event that waits for a function; what becomes of it is said by {@link #taken} or {@link #again}. */
    synchronized Optional<CloudEvent> next(String function) {
        List<CloudEvent> events = to(function);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        int chosen = random.nextInt(events.size());
        CloudEvent event = events.get(chosen);
        events.set(chosen, events.get(events.size() - 1));
        events.remove(events.size() - 1);
        underway++;
        return Optional.of(event);
    }

    synchronized void taken(List<CloudEvent> answers) {
        answers.forEach(this::emit);
        deliveries++;
        underway--;
    }

    synchronized void again(String function, CloudEvent event) {
        to(function).add(event);
        retries++;
        underway--;
    }

    /** How many deliveries wait for a function. */
    synchronized int backlog(String function) {
        return to(function).size();
    }

    synchronized boolean idle() {
        return underway == 0 && waiting.values().stream().allMatch(List::isEmpty);
    }

    /** All events of a type. */
    synchronized List<CloudEvent> seen(String type) {
        return known.values().stream()
                .filter(event -> event.getType().equals(type))
                .toList();
    }

    /** Two events of one id that do not say the same. */
    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** For people. */
    synchronized String figures() {
        return known.size() + " events, " + deliveries + " deliveries of them, " + doubles + " of these doubles, "
                + retries + " retries";
    }

    private List<CloudEvent> to(String function) {
        return waiting.computeIfAbsent(function, name -> new ArrayList<>());
    }
}
