package dev.muster.gateway.spool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.gateway.ChannelEvents;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one channel. Numbers begin with the microseconds since 1970 at its first start and count up from there,
 * so that a channel which was emptied, forgotten or restarted never gives a number twice. Thread-safe.
 */
final class Channel {
    private static final Duration UNREADABLE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final long FULL_ANSWER = 8L << 20;

    private final String name;
    private final ChannelFolder folder;
    private final SpoolLimits limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final TreeMap<Long, StoredEvent> events = new TreeMap<>();
    private long last;
    private Instant asked;
    private boolean closed;

    Channel(String name, ChannelFolder folder, SpoolLimits limits, InstantSource clock) {
        this.name = name;
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.asked = clock.instant();
        this.last = ChronoUnit.MICROS.between(Instant.EPOCH, asked);
    }

    /** Takes in what lies in the folder; what is no event stays there and is not looked at again. */
    void load() throws IOException {
        for (long number : folder.numbers()) {
            last = Math.max(last, number);
            StoredEvent unread = new StoredEvent(number, false, null);
            read(unread)
                    .ifPresent(event -> events.put(
                            number, StoredEvent.of(number, event.path("type").asText(), null)));
        }
    }

    /** Keeps an event: on the disk, or in memory while the disk takes none. */
    void append(String type, byte[] json) {
        lock.lock();
        try {
            StoredEvent event = StoredEvent.of(last + 1, type, json);
            StoredEvent kept = write(event);
            if (kept.unwritten() != null) {
                requireRoom(kept);
            }
            last++;
            events.put(kept.number(), kept);
            if (kept.heartbeat()) {
                dropHeartbeats();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(StoredEvent event) {
        long waiting = events.values().stream().mapToLong(StoredEvent::bytes).sum();
        if (waiting + event.bytes() > limits.unwritten()) {
            throw SpoolException.full(name, waiting);
        }
    }

    /** Waits for events after a number, which says that those up to it have arrived. */
    ChannelEvents after(long number, Duration wait, int limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            asked = clock.instant();
            // A number that was never given is of another life of this channel: nothing of this one has arrived.
            long seen = number > last ? 0 : number;
            drop(List.copyOf(events.headMap(seen, true).values()));
            long left = wait.toNanos();
            while (events.isEmpty() && left > 0 && !closed) {
                left = news.awaitNanos(left);
            }
            asked = clock.instant();
            ChannelEvents answer = answer(number, limit);
            boolean unreadable = answer.events().isEmpty() && !events.isEmpty();
            long pause = unreadable ? Math.min(left, UNREADABLE.toNanos()) : 0;
            while (pause > 0 && !closed) {
                pause = news.awaitNanos(pause);
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private ChannelEvents answer(long number, int limit) {
        long end = number;
        long bytes = 0;
        List<JsonNode> answer = new ArrayList<>();
        for (StoredEvent event : List.copyOf(events.values())) {
            Optional<JsonNode> json;
            try {
                json = read(event);
            } catch (IOException e) {
                LOG.warn("{} cannot be read now: {}", folder.file(event.number()), e.toString());
                break;
            }
            json.ifPresentOrElse(answer::add, () -> drop(List.of(event)));
            end = event.number();
            bytes += json.map(node -> node.toString().length()).orElse(0);
            if (answer.size() == limit || bytes >= FULL_ANSWER) {
                break;
            }
        }
        return new ChannelEvents(end, answer);
    }

    /** Empty when there is no such event any more; one that cannot be read now may be later. */
    private Optional<JsonNode> read(StoredEvent event) throws IOException {
        try {
            byte[] bytes = event.unwritten();
            Optional<JsonNode> json = StoredEvent.parse(bytes == null ? folder.read(event.number()) : bytes);
            if (json.isEmpty()) {
                LOG.warn("{} holds no whole event and is skipped", folder.file(event.number()));
            }
            return json;
        } catch (NoSuchFileException e) {
            LOG.warn("{} is gone and is skipped", folder.file(event.number()));
            return Optional.empty();
        }
    }

    private StoredEvent write(StoredEvent event) {
        byte[] bytes = event.unwritten();
        if (bytes == null) {
            return event;
        }
        try {
            folder.write(event.number(), bytes);
            return event.written();
        } catch (IOException e) {
            LOG.warn("event {} of channel {} waits in memory: {}", event.number(), name, e.toString());
            return event;
        }
    }

    private void dropHeartbeats() {
        List<StoredEvent> heartbeats =
                events.values().stream().filter(StoredEvent::heartbeat).toList();
        drop(heartbeats.subList(0, Math.max(0, heartbeats.size() - limits.heartbeats())));
    }

    private void drop(List<StoredEvent> unwanted) {
        unwanted.forEach(event -> {
            events.remove(event.number());
            folder.delete(event.number());
        });
    }

    /** Writes what the disk did not take before; empties the channel when nobody asked for too long. */
    void tidy() {
        lock.lock();
        try {
            events.replaceAll((number, event) -> write(event));
            if (asked.isBefore(clock.instant().minus(limits.forgotten())) && !lock.hasWaiters(news)) {
                if (!events.isEmpty()) {
                    LOG.warn("{} events of channel {} are dropped: nobody asked since {}", events.size(), name, asked);
                }
                drop(List.copyOf(events.values()));
                folder.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
