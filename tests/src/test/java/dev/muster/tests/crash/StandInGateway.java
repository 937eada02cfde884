package dev.muster.tests.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.EventSink;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import dev.muster.gateway.http.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A gateway whose attempts end as they are submitted: with a model and its manifest, but for the first of a job that is
 * called {@code flaky}, which fails, and of one called {@code silent}, which says nothing until the second is there.
 */
final class StandInGateway implements AutoCloseable {
    private static final String TRAIN = "train";

    private final HttpsServer server;
    private final ArtifactStore store;
    private final EventSink broker;
    private final Witness witness;
    private final Set<Attempt> taken = ConcurrentHashMap.newKeySet();

    StandInGateway(Certificates certificates, ArtifactStore store, EventSink broker, Witness witness)
            throws IOException, GeneralSecurityException {
        this.store = store;
        this.broker = broker;
        this.witness = witness;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(certificates)));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "gateway");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    private static SSLContext tls(Certificates certificates) throws IOException, GeneralSecurityException {
        char[] password = Files.readString(certificates.passwordFile()).strip().toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificates.store("server"))) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String step = "call " + exchange.getRequestMethod() + " " + path;
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!witness.before(TRAIN, step)) {
                return;
            }
            byte[] answer = answer(path, body);
            if (witness.after(TRAIN, step)) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.length == 0 ? 202 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private byte[] answer(String path, byte[] body) {
        if (path.equals(GatewayApi.CAPACITY)) {
            return Json.bytes(new ClusterCapacity(List.of(Map.of("CPU", 8.0)), Demand.NONE, Demand.NONE));
        }
        if (path.equals(GatewayApi.SUBMISSIONS)) {
            Json.read(body, Submission.class).assignments().stream()
                    .filter(assignment -> taken.add(assignment.attempt()))
                    .forEach(this::train);
        }
        return new byte[0];
    }

    private void train(Assignment assignment) {
        Attempt attempt = assignment.attempt();
        String job = assignment.job().name();
        boolean first = attempt.number() == 1;
        if (job.equals("silent") && first) {
            return;
        }
        emit(
                EventTypes.JOBS_PROGRESSED,
                attempt,
                new JobsProgressed(List.of(new JobProgress(attempt, 1, 2, Map.of("loss", 0.5), 0.1))));
        List<JobResult> results = new ArrayList<>();
        if (job.equals("silent") && attempt.number() == 2) {
            results.add(model(new Attempt(attempt.batch(), attempt.job(), 1)));
        }
        results.add(
                job.equals("flaky") && first
                        ? new JobResult(attempt, new Outcome.Failed(Outcome.FailureKind.TRANSIENT, "it broke"), 0.1)
                        : model(attempt));
        emit(EventTypes.JOBS_FINISHED, attempt, new JobsFinished(results));
    }

    private JobResult model(Attempt attempt) {
        String digest = "sha256:" + attempt.job() + "/" + attempt.number();
        String manifest = attempt.path() + "/manifest.json";
        store.put(manifest, ("{\"model\":{\"digest\":\"" + digest + "\"}}").getBytes(StandardCharsets.UTF_8));
        return new JobResult(attempt, new Outcome.Succeeded(Map.of("accuracy", 0.9), digest, manifest, 2), 0.1);
    }

    private void emit(String type, Attempt attempt, Object data) {
        broker.emit(Events.of(type, "/tests/crash", attempt.batch().value(), attempt.toString(), Instant.EPOCH, data));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
