package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TurbulenceTest {
    private static final int EVENTS = 400;

    @Test
    void deliversSomeEventsTwice() {
        Map<String, List<String>> handled = run("seed=3,duplicate=0.25");

        assertThat(share(handled, 2)).isCloseTo(0.25, within(0.08));
        assertThat(handled).hasSize(EVENTS);
    }

    @Test
    void losesSomeEventsThatItHasTaken() {
        assertThat(run("seed=3,drop=0.25").size() / (double) EVENTS).isCloseTo(0.75, within(0.08));
    }

    @Test
    void deliversAgainWhenTheAnswerIsLostAndEmitsOnlyOnce() {
        Map<String, List<String>> handled = run("seed=3,lostAnswer=0.25");

        assertThat(handled).hasSize(EVENTS);
        assertThat(share(handled, 1)).isCloseTo(0.75, within(0.08));
        assertThat(handled.values()).allSatisfy(ids -> assertThat(ids).contains("answered"));
    }

    @Test
    void letsEventsOvertakeEachOther() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (Broker broker = broker("seed=3,delay=0.5,longest=PT0.02S")) {
            broker.tap(event -> order.add(event.getType() + event.getId()));
            emitAll(broker);
        }

        List<String> answers =
                order.stream().filter(text -> text.startsWith("answer")).toList();
        assertThat(answers)
                .hasSize(EVENTS)
                .isNotEqualTo(
                        IntStream.range(0, EVENTS).mapToObj(i -> "answer" + i).toList());
    }

    @Test
    void neverLosesWhatSomebodyWaitsFor() {
        Map<String, List<String>> happened = new ConcurrentHashMap<>();
        try (Broker broker = broker("seed=3,drop=1", happened)) {
            broker.deliver(event("a", "1")).join();
        }

        assertThat(happened).containsEntry("1", List.of("handled"));
    }

    @Test
    void decidesTheSameForTheSameSeedAndOtherwiseForAnother() {
        assertThat(counts("seed=3,duplicate=0.3,drop=0.3")).isEqualTo(counts("seed=3,duplicate=0.3,drop=0.3"));
        assertThat(counts("seed=3,duplicate=0.3,drop=0.3")).isNotEqualTo(counts("seed=4,duplicate=0.3,drop=0.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "duplicate=2", "duplicate=-1", "duplicate=NaN", "sead=1", "longest=5s"})
    void refusesASpecificationThatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> Turbulence.parse(text)).isInstanceOf(RuntimeException.class);
    }

    private static Map<String, Integer> counts(String turbulence) {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        run(turbulence).forEach((id, handled) -> counts.put(id, handled.size()));
        return counts;
    }

    private static double share(Map<String, List<String>> handled, int times) {
        return handled.values().stream()
                        .filter(ids -> ids.stream().filter("handled"::equals).count() == times)
                        .count()
                / (double) EVENTS;
    }

    /** What happened to each event: handled, once or more, and answered. */
    private static Map<String, List<String>> run(String turbulence) {
        Map<String, List<String>> happened = new ConcurrentHashMap<>();
        try (Broker broker = broker(turbulence, happened)) {
            broker.tap(event -> {
                if (event.getType().equals("answer")) {
                    note(happened, event.getId(), "answered");
                }
            });
            emitAll(broker);
        }
        return happened;
    }

    private static void emitAll(Broker broker) {
        for (int i = 0; i < EVENTS; i++) {
            broker.emit(event("a", Integer.toString(i)));
        }
        assertThat(broker.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private static Broker broker(String turbulence) {
        return broker(turbulence, new ConcurrentHashMap<>());
    }

    private static Broker broker(String turbulence, Map<String, List<String>> happened) {
        Delivery delivery =
                new Delivery(50, Delivery.Backoff.LINEAR, Duration.ofNanos(1_000), Duration.ZERO, Optional.empty());
        Trigger trigger = new Trigger("t", new Filter.Exact(Map.of("type", "a")), delivery, "s");
        return new Broker(new Wiring(List.of(trigger)), BrokerOptions.defaults().with(Turbulence.parse(turbulence)))
                .subscribe("s", event -> {
                    note(happened, event.getId(), "handled");
                    return List.of(event("answer", event.getId()));
                })
                .start();
    }

    private static void note(Map<String, List<String>> happened, String id, String what) {
        happened.computeIfAbsent(id, key -> Collections.synchronizedList(new ArrayList<>()))
                .add(what);
    }

    private static CloudEvent event(String type, String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create("/test"))
                .build();
    }
}
