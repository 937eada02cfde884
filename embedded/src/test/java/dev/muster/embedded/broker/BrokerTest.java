package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.EventHandler;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BrokerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Queue<String> handled = new ConcurrentLinkedQueue<>();
    private final Queue<DeadLetter> dead = new ConcurrentLinkedQueue<>();
    private Broker broker;

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void deliversToEveryTriggerThatSelectsTheEvent() {
        start(BrokerOptions.defaults(), trigger("one", "a"), trigger("two", "a"), trigger("three", "b"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).containsExactlyInAnyOrder("one a 1", "two a 1");
    }

    @Test
    void takesInAgainWhatASubscriberReturns() {
        start(
                Map.of("one", event -> List.of(event("b", "2"), event("b", "3")), "two", this::record),
                BrokerOptions.defaults(),
                trigger("one", "a"),
                trigger("two", "b"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).containsExactlyInAnyOrder("b 2", "b 3");
    }

    @Test
    void answersOnceEverySubscriberHasHandledTheEvent() throws Exception {
        CountDownLatch allowed = new CountDownLatch(1);
        start(
                Map.of("one", event -> {
                    await(allowed);
                    return record(event);
                }),
                BrokerOptions.defaults(),
                trigger("one", "a"));

        CompletableFuture<Void> answer = broker.deliver(event("a", "1"));

        assertThat(answer).isNotDone();
        allowed.countDown();
        answer.get(20, TimeUnit.SECONDS);
        assertThat(handled).containsExactly("a 1");
    }

    @Test
    void triesAgainUntilTheSubscriberTakesTheEvent() {
        AtomicInteger tries = new AtomicInteger();
        start(
                Map.of("one", event -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return record(event);
                }),
                BrokerOptions.defaults(),
                trigger("one", "a"));

        broker.deliver(event("a", "1")).join();

        assertThat(handled).containsExactly("a 1");
        assertThat(dead).isEmpty();
    }

    @Test
    void givesUpAfterTheLastRetryAndSaysWhy() {
        AtomicInteger tries = new AtomicInteger();
        start(
                Map.of("one", event -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("broken ".repeat(1_000));
                }),
                BrokerOptions.defaults(),
                trigger("one", "a"));

        CompletableFuture<Void> answer = broker.deliver(event("a", "1"));

        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(DeliveryException.class);
        assertThat(tries).hasValue(3);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.sink()).isEqualTo("graveyard");
            assertThat(letter.event().getExtension("knativeerrordest")).isEqualTo("one");
            assertThat(letter.event().getExtension("knativeerrorcode")).isEqualTo("500");
            assertThat(letter.event().getExtension("knativeerrordata").toString())
                    .contains("broken")
                    .hasSizeLessThanOrEqualTo(1_024);
        });
    }

    @Test
    void doesNotTryAgainWhatNoRetryCanMend() {
        AtomicInteger tries = new AtomicInteger();
        start(
                Map.of("one", event -> {
                    tries.incrementAndGet();
                    throw InvalidInputException.of(Problem.at("data", "is bad", "correct it"));
                }),
                BrokerOptions.defaults(),
                trigger("one", "a"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(tries).hasValue(1);
        assertThat(dead)
                .singleElement()
                .satisfies(letter -> assertThat(letter.event().getExtension("knativeerrorcode"))
                        .isEqualTo("400"));
    }

    @Test
    void stopsWaitingForASubscriberThatIsLateAndForgetsItsAnswer() {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Delivery hasty =
                new Delivery(2, Delivery.Backoff.LINEAR, Duration.ofMillis(1), Duration.ofMillis(50), Optional.empty());
        start(
                Map.of(
                        "one",
                        event -> {
                            if (tries.incrementAndGet() == 1) {
                                awaitDespiteInterrupt(never);
                                return List.of(event("b", "late"));
                            }
                            never.countDown();
                            return List.of(event("b", "in time"));
                        },
                        "two",
                        this::record),
                BrokerOptions.defaults(),
                new Trigger("one", new Filter.Exact(Map.of("type", "a")), hasty, "one"),
                trigger("two", "b"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).containsExactly("b in time");
    }

    @Test
    void endsALoopAfterTheLastHop() {
        start(
                Map.of("one", event -> {
                    record(event);
                    return List.of(event);
                }),
                BrokerOptions.defaults(),
                trigger("one", "a"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).hasSize(Broker.HOPS);
    }

    @Test
    void holdsWhoeverEmitsFromOutsideWhileThereIsNoRoom() throws Exception {
        CountDownLatch allowed = new CountDownLatch(1);
        CountDownLatch emitted = new CountDownLatch(3);
        start(
                Map.of("one", event -> {
                    await(allowed);
                    return record(event);
                }),
                new BrokerOptions(1, 2, SOON, Turbulence.NONE),
                trigger("one", "a"));

        Thread outside = new Thread(() -> List.of("1", "2", "3").forEach(id -> {
            broker.emit(event("a", id));
            emitted.countDown();
        }));
        outside.start();
        while (outside.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(emitted.getCount()).isEqualTo(1);
        allowed.countDown();
        assertThat(emitted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).containsExactlyInAnyOrder("a 1", "a 2", "a 3");
    }

    @Test
    void neverWaitsForItself() {
        start(
                Map.of(
                        "one",
                        event -> {
                            broker.emit(event("b", "emitted"));
                            return List.of(event("b", "returned"));
                        },
                        "two",
                        this::record),
                new BrokerOptions(1, 1, SOON, Turbulence.NONE),
                trigger("one", "a"),
                trigger("two", "b"));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).containsExactlyInAnyOrder("b emitted", "b returned");
    }

    @Test
    void deliversToASubscriberInParallelUpToTheLimit() {
        CountDownLatch together = new CountDownLatch(3);
        start(
                Map.of("one", event -> {
                    together.countDown();
                    await(together);
                    return record(event);
                }),
                new BrokerOptions(3, 100, SOON, Turbulence.NONE),
                trigger("one", "a"));

        List.of("1", "2", "3").forEach(id -> broker.emit(event("a", id)));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(handled).hasSize(3);
    }

    @Test
    void endsWhatIsUnderWayBeforeItCloses() {
        start(
                Map.of("one", event -> List.of(event("b", event.getId())), "two", this::record),
                BrokerOptions.defaults(),
                trigger("one", "a"),
                trigger("two", "b"));

        for (int i = 0; i < 100; i++) {
            broker.emit(event("a", Integer.toString(i)));
        }
        broker.close();

        assertThat(handled).hasSize(100);
        assertThatThrownBy(() -> broker.emit(event("a", "late"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void showsTapsEveryEventThatComesIn() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        start(Map.of("one", event -> List.of(event("unheard", "2"))), BrokerOptions.defaults(), trigger("one", "a"));
        broker.tap(event -> seen.add(event.getType() + " " + event.getId()));

        broker.emit(event("a", "1"));

        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(seen).containsExactly("a 1", "unheard 2");
    }

    @Test
    void goesOnWhenAListenerFails() {
        start(BrokerOptions.defaults(), trigger("one", "a"));
        broker.tap(event -> {
            throw new IllegalStateException("a broken listener");
        });

        broker.deliver(event("a", "1")).join();

        assertThat(handled).containsExactly("one a 1");
    }

    private void start(BrokerOptions options, Trigger... triggers) {
        broker = new Broker(new Wiring(List.of(triggers)), options);
        for (Trigger trigger : triggers) {
            broker.subscribe(trigger.name(), event -> {
                handled.add(trigger.name() + " " + event.getType() + " " + event.getId());
                return List.of();
            });
        }
        broker.start();
    }

    private void start(Map<String, EventHandler> handlers, BrokerOptions options, Trigger... triggers) {
        broker = new Broker(new Wiring(List.of(triggers)), options);
        handlers.forEach(broker::subscribe);
        broker.onDeadLetter(dead::add).start();
    }

    private List<CloudEvent> record(CloudEvent event) {
        handled.add(event.getType() + " " + event.getId());
        return List.of();
    }

    private static Trigger trigger(String name, String type) {
        Delivery delivery = new Delivery(
                2, Delivery.Backoff.EXPONENTIAL, Duration.ofMillis(1), Duration.ZERO, Optional.of("graveyard"));
        return new Trigger(name, new Filter.Exact(Map.of("type", type)), delivery, name);
    }

    private static CloudEvent event(String type, String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create("/test"))
                .build();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitDespiteInterrupt(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
