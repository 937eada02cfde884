package dev.muster.embedded.broker;

import dev.muster.contract.EventHandler;
import dev.muster.contract.EventSink;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events as a Knative Broker does: to every Trigger that selects them, at least once, in no order, with
 * retries, backoff and dead letters; what a subscriber returns comes in again. In memory: what must outlive the process
 * is in the ledger. Thread-safe once started.
 */
public final class Broker implements EventSink, AutoCloseable {
    /** How often what comes of an event may come in again (Knative's {@code knativebrokerttl}). */
    static final int HOPS = 255;

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final Wiring wiring;
    private final BrokerOptions options;
    private final Pending pending;
    private final Workers workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<String, EventHandler> subscribers = new HashMap<>();
    private final List<Consumer<CloudEvent>> taps = new CopyOnWriteArrayList<>();
    private final List<Consumer<DeadLetter>> undertakers = new CopyOnWriteArrayList<>();
    private volatile List<Subscription> subscriptions = List.of();
    private volatile boolean open;

    /** A broker that knows its Triggers; tell it the subscribers, then start it. */
    public Broker(Wiring wiring, BrokerOptions options) {
        this.wiring = wiring;
        this.options = options;
        this.pending = new Pending(options.capacity());
        this.workers = new Workers(options.concurrency());
        this.timer = Workers.timer();
    }

    /** Says who is behind the {@code ref.name} or {@code uri} of Triggers. */
    public Broker subscribe(String name, EventHandler handler) {
        subscribers.put(name, handler);
        return this;
    }

    /** Adds a listener that sees every event that comes in; it holds the delivery up, so be quick. */
    public Broker tap(Consumer<CloudEvent> listener) {
        taps.add(listener);
        return this;
    }

    /** Adds a listener that gets what could not be delivered. */
    public Broker onDeadLetter(Consumer<DeadLetter> listener) {
        undertakers.add(listener);
        return this;
    }

    /**
     * Opens it.
     *
     * @throws InvalidInputException when a Trigger names a subscriber that nobody is behind
     */
    public Broker start() {
        List<Problem> problems = new ArrayList<>();
        List<Subscription> started = new ArrayList<>();
        for (Trigger trigger : wiring.triggers()) {
            EventHandler handler = subscribers.get(trigger.subscriber());
            if (handler == null) {
                problems.add(Problem.at(
                        "Trigger " + trigger.name(),
                        "names the subscriber " + trigger.subscriber() + ", which is not there",
                        "name one of " + subscribers.keySet().stream().sorted().toList()));
            } else {
                started.add(new Subscription(
                        trigger, handler, workers.of(trigger.subscriber()), timer, options.turbulence(), new Inside()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        subscriptions = List.copyOf(started);
        open = true;
        return this;
    }

    /** Takes an event; returns once it is queued for every Trigger that selects it, waiting while there is no room. */
    @Override
    public void emit(CloudEvent event) {
        requireOpen();
        route(event, HOPS, null);
    }

    /**
     * Takes an event, and says when every subscriber has handled it; what they made of it is then queued.
     *
     * @return completes exceptionally, with a {@link DeliveryException}, when one of them finally did not
     */
    public CompletableFuture<Void> deliver(CloudEvent event) {
        requireOpen();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        route(event, HOPS, answers);
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
    }

    /** Waits until nothing is queued, under way or to be tried again; false when that took too long. */
    public boolean awaitIdle(Duration timeout) {
        return pending.awaitNone(timeout);
    }

    /** Takes nothing more from outside, lets what is under way end for a while, and stops. */
    @Override
    public void close() {
        open = false;
        if (!pending.awaitNone(options.drain())) {
            LOG.warn("broker closed with deliveries under way; their subscribers hear of them no more");
        }
        timer.shutdownNow();
        workers.close();
    }

    private void requireOpen() {
        // What handlers emit while the broker drains still counts.
        if (!open && !(Thread.currentThread() instanceof BrokerThread)) {
            throw new IllegalStateException("the broker is not open");
        }
    }

    private void route(CloudEvent event, int hops, @Nullable List<CompletableFuture<Void>> answers) {
        tell(taps, event);
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(event)) {
                CompletableFuture<Void> answer = answers == null ? null : new CompletableFuture<>();
                if (answers != null && answer != null) {
                    answers.add(answer);
                }
                subscription.accept(event, hops, answer);
            }
        }
    }

    private static <T> void tell(List<Consumer<T>> listeners, T news) {
        for (Consumer<T> listener : listeners) {
            try {
                listener.accept(news);
            } catch (RuntimeException e) {
                // A listener only watches; a delivery must not end because of it.
                LOG.warn("a listener of the broker failed", e);
            }
        }
    }

    private final class Inside implements Subscription.Outcomes {
        @Override
        public void begun() {
            pending.begin();
        }

        @Override
        public void made(CloudEvent event, int hops) {
            if (hops > 0) {
                route(event, hops, null);
            } else {
                LOG.warn(
                        "event {} of type {} went round {} times; it is dropped", event.getId(), event.getType(), HOPS);
            }
        }

        @Override
        public void dead(Trigger trigger, CloudEvent event, DeliveryException cause) {
            LOG.warn(
                    "{} did not take event {} of type {}", trigger.subscriber(), event.getId(), event.getType(), cause);
            DeadLetter letter = DeadLetter.of(trigger, event, cause);
            tell(undertakers, letter);
        }

        @Override
        public void ended() {
            pending.end();
        }
    }
}
