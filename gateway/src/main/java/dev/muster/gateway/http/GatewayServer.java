package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpsServer;
import dev.muster.gateway.backend.Backend;
import dev.muster.gateway.spool.Spool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway's HTTPS server. */
public final class GatewayServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    /**
     * More than wait and follow together, so that some are always left; how many wait for one is limited by
     * connections.
     */
    private static final int THREADS = 192;

    private final HttpsServer server;
    private final ThreadPoolExecutor threads;
    private final CountDownLatch closing;

    private GatewayServer(HttpsServer server, ThreadPoolExecutor threads, CountDownLatch closing) {
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
        ThreadPoolExecutor threads = threads();
        server.setExecutor(threads);
        server.start();
        return new GatewayServer(server, threads, closing);
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "muster-http-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
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
