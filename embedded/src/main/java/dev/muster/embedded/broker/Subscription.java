package dev.muster.embedded.broker;

import dev.muster.contract.EventHandler;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Trigger at work: delivers what it selects, tries again, gives up. */
final class Subscription {
    private final Trigger trigger;
    private final EventHandler handler;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Turbulence turbulence;
    private final Outcomes outcomes;
    private final Map<String, Integer> encounters = new ConcurrentHashMap<>();

    /** What comes of deliveries. */
    interface Outcomes {
        /** A delivery begins. */
        void begun();

        /** The subscriber made an event. */
        void made(CloudEvent event, int hops);

        /** An event could not be delivered. */
        void dead(Trigger trigger, CloudEvent event, DeliveryException cause);

        /** A delivery has ended, one way or the other. */
        void ended();
    }

    Subscription(
            Trigger trigger,
            EventHandler handler,
            Executor workers,
            ScheduledExecutorService timer,
            Turbulence turbulence,
            Outcomes outcomes) {
        this.trigger = trigger;
        this.handler = handler;
        this.workers = workers;
        this.timer = timer;
        this.turbulence = turbulence;
        this.outcomes = outcomes;
    }

    boolean wants(CloudEvent event) {
        return trigger.filter().matches(event);
    }

    /** Takes an event, to deliver it at least once; {@code answer} completes when that is over. */
    void accept(CloudEvent event, int hops, @Nullable CompletableFuture<Void> answer) {
        if (turbulence.calm()) {
            begin(new Dispatch(event, hops, 0, answer), Duration.ZERO);
            return;
        }
        int encounter = encounters.merge(event.getSource() + " " + event.getId(), 1, Integer::sum);
        if (answer == null && turbulence.drops(event, trigger.name(), encounter)) {
            return;
        }
        Duration delay = turbulence.delays(event, trigger.name(), encounter);
        if (turbulence.duplicates(event, trigger.name(), encounter)) {
            begin(new Dispatch(event, hops, encounter, null), Duration.ZERO);
        }
        begin(new Dispatch(event, hops, encounter, answer), delay);
    }

    private void begin(Dispatch dispatch, Duration delay) {
        outcomes.begun();
        if (delay.isZero()) {
            workers.execute(new Try(dispatch));
        } else {
            later(delay, dispatch);
        }
    }

    private void later(Duration delay, Dispatch dispatch) {
        var unused = timer.schedule(() -> workers.execute(new Try(dispatch)), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void settle(Dispatch dispatch, Future<List<CloudEvent>> result) {
        try {
            List<CloudEvent> made = result.get();
            if (turbulence.losesAnswer(
                    dispatch.event(), trigger.name(), dispatch.encounter() * 1_000 + dispatch.tries())) {
                failed(dispatch, DeliveryException.noAnswer(new IOException("the answer was lost")));
                return;
            }
            made.forEach(event -> outcomes.made(event, dispatch.hops() - 1));
            dispatch.succeed();
            outcomes.ended();
        } catch (CancellationException e) {
            failed(dispatch, DeliveryException.late(trigger.delivery().timeout()));
        } catch (ExecutionException e) {
            failed(dispatch, DeliveryException.of(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("a result that is there is not waited for", e);
        }
    }

    private void failed(Dispatch dispatch, DeliveryException cause) {
        if (cause.retried() && dispatch.tries() < trigger.delivery().retry()) {
            Duration wait = trigger.delivery().wait(dispatch.tries());
            dispatch.again();
            later(wait, dispatch);
        } else {
            outcomes.dead(trigger, dispatch.event(), cause);
            dispatch.fail(cause);
            outcomes.ended();
        }
    }

    /** One try; interrupted when it takes too long, and then whatever it answers counts no more. */
    private final class Try extends FutureTask<List<CloudEvent>> {
        private final Dispatch dispatch;
        private @Nullable Future<?> alarm;

        Try(Dispatch dispatch) {
            super(() -> handler.handle(dispatch.event()));
            this.dispatch = dispatch;
        }

        @Override
        public void run() {
            Duration timeout = trigger.delivery().timeout();
            if (!timeout.isZero()) {
                alarm = timer.schedule(() -> cancel(true), timeout.toNanos(), TimeUnit.NANOSECONDS);
            }
            super.run();
        }

        @Override
        protected void done() {
            if (alarm != null) {
                alarm.cancel(false);
            }
            settle(dispatch, this);
        }
    }
}
