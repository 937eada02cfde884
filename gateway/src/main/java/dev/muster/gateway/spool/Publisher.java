package dev.muster.gateway.spool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.EventSink;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of a spool that are for the broker to it, in their order, each as often as it takes: with
 * exponential backoff, at most {@link #LONGEST_DELAY} apart. After a restart the last one may go out once more. To be
 * closed before its spool.
 */
public final class Publisher implements AutoCloseable {
    /** No wait between two tries is longer. */
    static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Spool spool;
    private final EventSink broker;
    private final RetryPolicy retry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "muster-publisher");

    private Publisher(Spool spool, EventSink broker, RetryPolicy retry) {
        this.spool = spool;
        this.broker = broker;
        this.retry = retry;
    }

    /**
     * Starts; ends by {@link #close} alone.
     *
     * @param broker makes one try per call and throws when it failed
     * @param retry only its delay is used
     */
    public static Publisher start(Spool spool, EventSink broker, RetryPolicy retry) {
        Publisher publisher = new Publisher(spool, broker, retry);
        publisher.thread.setDaemon(true);
        publisher.thread.start();
        return publisher;
    }

    private void run() {
        long last = 0;
        try {
            while (!closed(Duration.ZERO)) {
                ChannelEvents next = spool.nextForBroker(last, WAIT);
                for (JsonNode event : next.events()) {
                    publish(event);
                }
                last = next.last();
            }
        } catch (InterruptedException e) {
            LOG.debug("closing: no more events are published", e);
        }
    }

    private void publish(JsonNode json) throws InterruptedException {
        try {
            publish(EventCodec.decode(json));
        } catch (EventRefusedException e) {
            // Its attempt's lease runs out, and the next one finds the result; those behind it must not wait for ever.
            LOG.error("an event in the spool is none that can be sent, or that the broker takes: it is dropped", e);
        }
    }

    private void publish(CloudEvent event) throws InterruptedException {
        for (int attempt = 1; !accepted(event, attempt); attempt++) {
            if (closed(retry.backoff(attempt, event.getId(), LONGEST_DELAY))) {
                throw new InterruptedException("closed while the broker took nothing");
            }
        }
    }

    private boolean accepted(CloudEvent event, int attempt) {
        try {
            broker.emit(event);
            return true;
        } catch (EventRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "try {} to publish event {} of type {}: {}", attempt, event.getId(), event.getType(), e.toString());
            return false;
        }
    }

    private boolean closed(Duration wait) throws InterruptedException {
        return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops; what the broker does not have yet stays in the spool. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
