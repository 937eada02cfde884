package dev.muster.tests.death;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.cli.cluster.LocalCluster;
import dev.muster.contract.gateway.GatewayApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Stands between a caller and a gateway, and lets everything through but what it is told to spoil. */
final class GatewayProxy implements AutoCloseable {
    private final LocalCluster cluster;
    private final GatewayCalls calls;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gateway-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<UnaryOperator<Call>> next = new AtomicReference<>();

    private GatewayProxy(LocalCluster cluster, HttpsServer server) {
        this.cluster = cluster;
        this.calls = new GatewayCalls(cluster);
        this.server = server;
    }

    /** One before the gateway of a cluster, under that gateway's own certificate. */
    static GatewayProxy before(LocalCluster cluster) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Path keys = cluster.keyStore().resolveSibling("gateway.p12");
        SSLContext tls = GatewayCalls.tls(keys, cluster.trustStore(), cluster.passwordFile());
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        GatewayProxy proxy = new GatewayProxy(cluster, server);
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::pass);
        server.start();
        return proxy;
    }

    /** The cluster, as it is reached through this. */
    LocalCluster access() {
        return new LocalCluster(
                cluster.name(),
                "https://127.0.0.1:" + server.getAddress().getPort(),
                cluster.keyStore(),
                cluster.trustStore(),
                cluster.passwordFile(),
                cluster.channel());
    }

    /** What becomes of the next submission: it is given the way to the gateway. */
    void spoil(UnaryOperator<Call> how) {
        next.set(how);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            Call way = () -> Optional.ofNullable(calls.send(path, exchange.getRequestMethod(), body))
                    .map(Reply::of);
            UnaryOperator<Call> spoiled = path.equals(GatewayApi.SUBMISSIONS) ? next.getAndSet(null) : null;
            Optional<Reply> reply = (spoiled == null ? way : spoiled.apply(way)).get();
            // Without a reply the connection just closes.
            if (reply.isPresent()) {
                answer(exchange, reply.get());
            }
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A call of the gateway; empty when it does not answer. */
    interface Call extends Supplier<Optional<Reply>> {}

    /** What was answered. */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
    record Reply(int status, String type, byte[] body) {
        static Reply of(HttpResponse<byte[]> answer) {
            String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
            return new Reply(answer.statusCode(), type, answer.body());
        }

        static Reply of(int status) {
            return new Reply(status, "text/plain", new byte[0]);
        }
    }
}
