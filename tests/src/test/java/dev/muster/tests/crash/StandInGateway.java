package dev.muster.tests.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.contract.Json;
import dev.muster.contract.gateway.Cancellation;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import dev.muster.gateway.http.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A gateway without a cluster: what attempts would do there, {@link Trainings} do. */
final class StandInGateway implements AutoCloseable {
    private static final String TRAIN = "train";

    private final HttpsServer server;
    private final Trainings trainings;
    private final Witness witness;

    StandInGateway(Certificates certificates, Trainings trainings, Witness witness)
            throws IOException, GeneralSecurityException {
        this.trainings = trainings;
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
            Json.read(body, Submission.class).assignments().forEach(trainings::take);
        }
        if (path.equals(GatewayApi.CANCELLATIONS)) {
            trainings.stop(Json.read(body, Cancellation.class).attempts());
        }
        return new byte[0];
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
