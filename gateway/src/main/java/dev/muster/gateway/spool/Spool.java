package dev.muster.gateway.spool;

import dev.muster.contract.EventSink;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.edge.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for whoever they are for, in a folder with a sub-folder a channel. They come out in the order in
 * which they went in, at least once each. Thread-safe; one spool a folder.
 */
public final class Spool implements AutoCloseable {
    /** Events in one answer. */
    private static final int LARGEST_ANSWER = 1_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration TIDY = Duration.ofSeconds(10);

    /** No name that a {@link dev.muster.contract.gateway.Submission} may give to a channel of its own. */
    private static final String BROKER = "_broker";

    private final Path folder;
    private final SpoolLimits limits;
    private final InstantSource clock;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;

    private Spool(Path folder, SpoolLimits limits, InstantSource clock) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread tidier = new Thread(task, "muster-spool");
            tidier.setDaemon(true);
            return tidier;
        });
    }

    /**
     * Opens a folder, with all events that an earlier spool left there.
     *
     * @throws SpoolException when the folder cannot be made or read
     */
    public static Spool open(Path folder, SpoolLimits limits, InstantSource clock) {
        Spool spool = new Spool(folder, limits, clock);
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> channels = Files.newDirectoryStream(folder, Files::isDirectory)) {
                channels.forEach(channel -> spool.channel(channel.getFileName().toString()));
            }
        } catch (IOException | UncheckedIOException e) {
            throw SpoolException.unusable(folder, e);
        }
        ScheduledFuture<?> unused = spool.thread.scheduleWithFixedDelay(
                spool::tidy, TIDY.toMillis(), TIDY.toMillis(), TimeUnit.MILLISECONDS);
        return spool;
    }

    /**
     * Where the events of a channel go in; a {@link SpoolException} says that the disk is full, and memory too.
     *
     * @param channel as in a submission; null for the broker
     */
    public EventSink sink(@Nullable String channel) {
        Channel to = channel(channel == null ? BROKER : channel);
        return event -> to.append(event.getType(), EventCodec.structured(event).body());
    }

    /**
     * The events of a channel after a number, as soon as there are any; those up to it are deleted, since they have
     * arrived.
     *
     * @param wait for at most half a minute
     */
    public ChannelEvents after(String channel, long number, Duration wait) throws InterruptedException {
        Duration patience = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        return channel(channel).after(number, patience, LARGEST_ANSWER);
    }

    /** As {@link #after}, of the broker's channel, and one at a time. */
    ChannelEvents nextForBroker(long number, Duration wait) throws InterruptedException {
        return channel(BROKER).after(number, wait, 1);
    }

    private Channel channel(String name) {
        Channel channel = channels.computeIfAbsent(name, this::load);
        if (thread.isShutdown()) {
            // Made after the end, or while that ended the others.
            channel.close();
        }
        return channel;
    }

    private Channel load(String name) {
        Channel channel = new Channel(name, new ChannelFolder(folder.resolve(name)), limits, clock);
        try {
            channel.load();
        } catch (IOException e) {
            throw SpoolException.unusable(folder.resolve(name), e);
        }
        return channel;
    }

    void tidy() {
        channels.values().forEach(Channel::tidy);
    }

    /** Ends all waits, those to come too; what was put in stays on the disk. */
    @Override
    public void close() {
        thread.shutdown();
        tidy();
        channels.values().forEach(Channel::close);
    }
}
