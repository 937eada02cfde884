package dev.muster.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * What <em>train</em> takes for the gateway of a cluster: it speaks TLS and takes what it is given, and the moment it
 * has it, every attempt has succeeded and its manifest is in the artifact store. Nothing is trained.
 */
final class StandInGateway implements AutoCloseable {
    private static final String MODEL = Digest.of("nothing");
    private static final ClusterCapacity CAPACITY =
            new ClusterCapacity(List.of(Map.of("CPU", 4.0)), Demand.NONE, Demand.NONE);

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path artifacts;
    private final EventSink broker;

    private StandInGateway(HttpsServer server, Path artifacts, EventSink broker) {
        this.server = server;
        this.artifacts = artifacts;
        this.broker = broker;
    }

    static StandInGateway start(SSLContext tls, Path artifacts, EventSink broker) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        StandInGateway gateway = new StandInGateway(server, artifacts, broker);
        server.setExecutor(gateway.threads);
        server.createContext(GatewayApi.CAPACITY, exchange -> answer(exchange, 200, Json.bytes(CAPACITY)));
        server.createContext(GatewayApi.SUBMISSIONS, gateway::take);
        server.start();
        return gateway;
    }

    String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        Submission submission = Json.read(exchange.getRequestBody().readAllBytes(), Submission.class);
        answer(exchange, 202, new byte[0]);
        for (Assignment assignment : submission.assignments()) {
            report(assignment.attempt());
        }
    }

    private void report(Attempt attempt) throws IOException {
        String path = attempt.path() + "/manifest.json";
        Path manifest = artifacts.resolve(path);
        Files.createDirectories(manifest.getParent());
        Files.write(manifest, Json.bytes(Map.of("model", Map.of("digest", MODEL))));
        JobResult result = new JobResult(attempt, new Outcome.Succeeded(Map.of("accuracy", 1.0), MODEL, path, 1), 0.1);
        broker.emit(Events.of(
                EventTypes.JOBS_FINISHED,
                "/muster/stand-in",
                attempt.batch().value(),
                attempt.path(),
                Clock.systemUTC().instant(),
                new JobsFinished(List.of(result))));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
