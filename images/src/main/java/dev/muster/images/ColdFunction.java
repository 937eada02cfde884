package dev.muster.images;

import dev.muster.contract.EventHandler;
import dev.muster.embedded.broker.HttpSubscriber;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A function in a process of its own that the first event starts, as Knative does it. Thread-safe. */
public final class ColdFunction implements EventHandler, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** That Knative gives a pod between SIGTERM and SIGKILL, as the Services say in timeoutSeconds. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final int LOOKS_A_SECOND = 1_000;

    private final ProcessBuilder program;
    private final Duration grace;
    private final int port = freePort();
    private final HttpSubscriber subscriber = new HttpSubscriber(URI.create("http://127.0.0.1:" + port + "/"));
    private @Nullable Process process;

    /**
     * One that is not started yet.
     *
     * @param command that starts it, in that folder
     * @param log what it says goes there
     */
    public ColdFunction(List<String> command, Path folder, Map<String, String> environment, Path log) {
        this(command, folder, environment, log, GRACE);
    }

    /** One that has that long to end once it is asked to. */
    ColdFunction(List<String> command, Path folder, Map<String, String> environment, Path log, Duration grace) {
        this.grace = grace;
        program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        program.environment().putAll(environment);
        program.environment().put("PORT", String.valueOf(port));
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        start();
        return subscriber.handle(event);
    }

    /** Returns once it listens. */
    synchronized void start() {
        if (process != null) {
            return;
        }
        try {
            Process started = program.start();
            process = started;
            for (long look = 0; !listens(); look++) {
                // The pause between two looks, which notices its death too.
                if (started.waitFor(1_000 / LOOKS_A_SECOND, TimeUnit.MILLISECONDS)
                        || look > PATIENCE.toSeconds() * LOOKS_A_SECOND) {
                    throw new IllegalStateException("it did not start: " + program.command());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            // TCP connects a port with itself when it happens to be the one that the socket was given.
            return socket.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }

    /** Processor time that it took until now, of all cores. */
    public synchronized Duration cpu() {
        return process == null
                ? Duration.ZERO
                : process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it as Knative does, with SIGTERM, with SIGKILL when that does not help, and returns when it has ended. */
    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, grace.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            process.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
