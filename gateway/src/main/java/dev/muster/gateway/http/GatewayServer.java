package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpsServer;
import dev.muster.gateway.backend.Backend;
import dev.muster.gateway.spool.Spool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway's HTTPS server. */
public final class GatewayServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing;

    private GatewayServer(HttpsServer server, ExecutorService threads, CountDownLatch closing) {
        this.server = server;
        this.threads = threads;
        this.closing = closing;
    }

    /**
     * Opens the port; neither the backend nor the spool is closed with it.
     *
     * @throws IOException when the port is taken
     * @throws IllegalArgumentException when a key store does not open
     */
    public static GatewayServer start(ServerConfig config, Backend backend, Spool spool, InstantSource clock)
            throws IOException {
        ServerLimits.set();
        Tls tls = Tls.of(config);
        CountDownLatch closing = new CountDownLatch(1);
        Operations operations = new Operations(backend, spool, config.logInterval(), closing);
        Front front = new Front(
                new Hosts(config.hosts()),
                new Router(operations.routes(new Health(backend, clock))),
                new Doorkeeper(config.callers(), clock));
        HttpsServer server = HttpsServer.create(config.address(), BACKLOG);
        server.setHttpsConfigurator(tls);
        server.createContext("/", front);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        server.start();
        return new GatewayServer(server, threads, closing);
    }

    /**
     * A thread for each request under way, none for one that is idle: connections limit how many there are (see
     * {@link ServerLimits}).
     */
    private static ExecutorService threads() {
        AtomicInteger made = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "muster-http-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests and cuts those under way; logs that are followed end. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
