package dev.muster.train.gateway;

import dev.muster.contract.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Requests to one gateway, one try each. Thread-safe. */
final class Connection {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI gateway;
    private final @Nullable Path tokenFile;
    private final HttpClient client;

    private Connection(URI gateway, @Nullable Path tokenFile, HttpClient client) {
        this.gateway = gateway;
        this.tokenFile = tokenFile;
        this.client = client;
    }

    /**
     * To a gateway.
     *
     * @throws IllegalArgumentException when the address is none, or a key store does not open
     */
    static Connection to(String address, GatewayAccess access) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(tls(access.keys()))
                .build();
        return new Connection(origin(address), access.tokenFile(), client);
    }

    private static URI origin(String address) {
        URI uri = URI.create(address.replaceFirst("/$", ""));
        boolean bare = uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!"https".equalsIgnoreCase(uri.getScheme()) || !bare) {
            throw new IllegalArgumentException(
                    "RAY_ADDRESS is '" + address
                            + "': a gateway is reached encrypted only, and at no path: write https://host or https://host:port");
        }
        return uri;
    }

    private static SSLContext tls(GatewayAccess.Keys files) {
        try {
            char[] password = password(files.passwordFile());
            KeyManager[] keys = null;
            if (files.keyStore() != null) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store(files.keyStore(), password), password);
                keys = factory.getKeyManagers();
            }
            TrustManager[] trusted = null;
            if (files.trustStore() != null) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store(files.trustStore(), password));
                trusted = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusted, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the key stores for the gateway (PKCS12) do not open: " + e, e);
        }
    }

    private static char @Nullable [] password(@Nullable Path file) throws IOException {
        return file == null
                ? null
                : Files.readString(file).lines().findFirst().orElse("").toCharArray();
    }

    private static KeyStore store(Path file, char @Nullable [] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        if (store.size() == 0) {
            throw new IOException(file + " holds nothing that can be read: is its password missing?");
        }
        return store;
    }

    URI address(String path) {
        return URI.create(gateway + path);
    }

    /** The answer to a GET, or to a POST of some JSON. */
    HttpResponse<byte[]> send(String path, byte @Nullable [] json, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).timeout(timeout);
        if (json != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(json));
        }
        if (tokenFile != null) {
            request.header("Authorization", "Bearer " + token(tokenFile));
        }
        return WholeAnswer.of(client, request.build(), HttpResponse.BodyHandlers.ofByteArray(), timeout);
    }

    /** What the file says now; a file that is just being replaced is as good as a connection that broke. */
    private static String token(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
            throw new IOException(file + " holds no bearer token");
        }
        return token;
    }
}
