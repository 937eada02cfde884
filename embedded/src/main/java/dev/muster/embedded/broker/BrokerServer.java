package dev.muster.embedded.broker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A broker's ingress on a loopback port. */
public final class BrokerServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private BrokerServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens a port on the loopback address.
     *
     * @param port to listen on; 0 for any that is free
     */
    public static BrokerServer start(int port, Ingress ingress) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ingress");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", ingress);
        server.start();
        return new BrokerServer(server, threads);
    }

    /** Where to post events. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
