package dev.muster.cli.serve;

import com.sun.net.httpserver.HttpServer;
import dev.muster.cli.system.Muster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server of an embedded system, on the loopback address: whoever is on this machine may use it. */
public final class HttpFront implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private HttpFront(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the port.
     *
     * @param muster at work
     * @param address on the loopback interface; port 0 for any that is free
     * @throws IOException when it is taken
     */
    public static HttpFront open(Muster muster, Clock clock, InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(requireLoopback(address), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        });
        List<Route> routes = new ArrayList<>();
        routes.addAll(new Intake(muster).routes());
        routes.addAll(new Batches(muster, clock).routes());
        server.createContext("/", new Router(routes));
        server.setExecutor(threads);
        server.start();
        return new HttpFront(server, threads);
    }

    /** Nobody is asked who they are, so only this machine may come in. */
    private static InetSocketAddress requireLoopback(InetSocketAddress address) {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("not on the loopback interface: " + address);
        }
        return address;
    }

    /** Where it is reached. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
