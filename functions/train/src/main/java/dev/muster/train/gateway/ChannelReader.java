package dev.muster.train.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.EventSink;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the events of a channel and hands each on, in order; the gateway hears that one has arrived only after it was
 * handed on. Whatever goes wrong is tried again, with exponential backoff, until it is closed. No pause is longer than
 * a heartbeat: signs of life that lie in the gateway would otherwise come too late for the leases that they renew.
 */
final class ChannelReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final GatewayClient client;
    private final String channel;
    private final RetryPolicy retry;
    private final Duration longest;
    private final EventSink events;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "muster-gateway-events");

    private ChannelReader(
            GatewayClient client, String channel, RetryPolicy retry, Duration heartbeat, EventSink events) {
        this.client = client;
        this.channel = channel;
        this.retry = retry;
        this.longest = heartbeat;
        this.events = events;
    }

    static ChannelReader start(
            GatewayClient client, String channel, RetryPolicy retry, Duration heartbeat, EventSink events) {
        ChannelReader reader = new ChannelReader(client, channel, retry, heartbeat, events);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    private void run() {
        long last = 0;
        try {
            while (closing.getCount() > 0) {
                ChannelEvents next = fetch(last);
                for (JsonNode event : next.events()) {
                    handOn(event);
                }
                last = next.last();
            }
        } catch (InterruptedException e) {
            LOG.debug("closing: no more events of channel {} are fetched", channel, e);
        }
    }

    private ChannelEvents fetch(long last) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.events(channel, last);
            } catch (IOException | RuntimeException e) {
                LOG.warn("try {} to fetch events of channel {}: {}", attempt, channel, e.toString());
                pause(attempt);
            }
        }
    }

    private void handOn(JsonNode json) throws InterruptedException {
        CloudEvent event;
        try {
            event = EventCodec.decode(json);
        } catch (EventRefusedException e) {
            LOG.warn("the gateway sent what is no event; it is left out", e);
            return;
        }
        for (int attempt = 1; !taken(event, attempt); attempt++) {
            pause(attempt);
        }
    }

    private boolean taken(CloudEvent event, int attempt) {
        try {
            events.emit(event);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("try {} to hand on event {} of type {}", attempt, event.getId(), event.getType(), e);
            return false;
        }
    }

    private void pause(int attempt) throws InterruptedException {
        if (closing.await(retry.backoff(attempt, channel, longest).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
    }

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
