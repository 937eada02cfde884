package dev.muster.tests.exposure;

import dev.muster.cli.cluster.LocalCluster;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who calls a gateway, with a key or without. */
record Caller(URI gateway, HttpClient client) {
    private static final String PASSWORD = "changeit";

    static Caller withoutKey(LocalCluster cluster) throws Exception {
        return of(cluster, new KeyManager[0]);
    }

    static Caller known(LocalCluster cluster) throws Exception {
        char[] password = password(cluster);
        return of(cluster, keys(open(cluster.keyStore(), password), password));
    }

    /** With a key that another authority signed, of the same names as the right one. */
    static Caller impostor(LocalCluster cluster, Path folder) throws Exception {
        Path store = folder.resolve("impostor.p12");
        KeyStore trusted = open(cluster.trustStore(), password(cluster));
        X509Certificate authority =
                (X509Certificate) trusted.getCertificate(trusted.aliases().nextElement());
        String name = authority.getSubjectX500Principal().getName();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "impostor",
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        Files.deleteIfExists(store);
        new ProcessBuilder(command).inheritIO().start().waitFor();
        return of(cluster, keys(open(store, PASSWORD.toCharArray()), PASSWORD.toCharArray()));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(gateway.resolve(path)).GET());
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(gateway.resolve(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Caller of(LocalCluster cluster, KeyManager[] keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(open(cluster.trustStore(), password(cluster)));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys, trust.getTrustManagers(), null);
        return new Caller(
                URI.create(cluster.gateway()),
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build());
    }

    private static KeyManager[] keys(KeyStore store, char[] password) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static char[] password(LocalCluster cluster) throws Exception {
        return Files.readString(cluster.passwordFile()).strip().toCharArray();
    }

    private static KeyStore open(Path file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }
}
