package dev.muster.tests.death;

import dev.muster.cli.cluster.LocalCluster;
import dev.muster.contract.gateway.GatewayApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls of a cluster's gateway, with the key of whoever may call it. */
final class GatewayCalls {
    private final String gateway;
    private final HttpClient client;

    GatewayCalls(LocalCluster cluster) {
        this.gateway = cluster.gateway();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls(cluster.keyStore(), cluster.trustStore(), cluster.passwordFile()))
                .build();
    }

    /** A context for TLS with the key in one store, that believes the authorities in another. */
    static SSLContext tls(Path keys, Path trusted, Path passwordFile) {
        try {
            char[] password = Files.readString(passwordFile).strip().toCharArray();
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(store(keys, password), password);
            TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            others.init(store(trusted, password));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), others.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** The body of what is answered with 200; empty while the gateway is away, or knows no such thing. */
    String get(String path) {
        HttpResponse<byte[]> answer = send(path, "GET", new byte[0]);
        return answer != null && answer.statusCode() == 200 ? new String(answer.body(), StandardCharsets.UTF_8) : "";
    }

    /** Whether the gateway is there, and reaches its Ray cluster. */
    boolean healthy() {
        HttpResponse<byte[]> answer = send(GatewayApi.HEALTH, "GET", new byte[0]);
        return answer != null && answer.statusCode() == 200;
    }

    /** Any answer; null while the gateway is away. */
    HttpResponse<byte[]> send(String path, String method, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
