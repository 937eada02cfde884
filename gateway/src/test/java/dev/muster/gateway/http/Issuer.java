package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer of the tests: its metadata, its keys, and tokens signed with them (RFC 7519). */
public final class Issuer implements AutoCloseable {
    /** How often its keys were asked for. */
    final AtomicInteger asked = new AtomicInteger();

    private final HttpServer server;
    private volatile RsaJsonWebKey key;

    private Issuer(HttpServer server) throws JoseException {
        this.server = server;
        this.key = newKey("1");
    }

    /** On the loopback address. */
    public static Issuer start() throws IOException, JoseException {
        Issuer issuer = new Issuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        issuer.serve(
                "/.well-known/openid-configuration",
                () -> Json.text(Map.of("issuer", issuer.address().toString(), "jwks_uri", issuer.address() + "/keys")));
        issuer.serve("/keys", () -> {
            issuer.asked.incrementAndGet();
            return new JsonWebKeySet(issuer.key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        });
        issuer.server.start();
        return issuer;
    }

    /** Its name, as in its tokens. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Signs with another key from now on. */
    void rotate() throws JoseException {
        key = newKey("2");
    }

    /** A token that is valid for a minute. */
    public String token(String subject) throws JoseException {
        return token(claims -> claims.put("sub", subject));
    }

    /** A valid token but for what is changed in its claims. */
    String token(Consumer<Map<String, Object>> change) throws JoseException {
        return signed(change, "RS256", key);
    }

    /** Of a key that has the same name and is another. */
    String forged() throws JoseException {
        return signed(claims -> {}, "RS256", newKey("1"));
    }

    String signed(Consumer<Map<String, Object>> change, String algorithm, JsonWebKey with) throws JoseException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new TreeMap<>(
                Map.of("iss", address().toString(), "aud", "gateway", "sub", "train", "iat", now - 5, "exp", now + 60));
        change.accept(claims);
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setPayload(Json.text(claims));
        token.setAlgorithmHeaderValue(algorithm);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setDoKeyValidation(false);
        if (!algorithm.equals("none")) {
            token.setKey(with instanceof RsaJsonWebKey rsa ? rsa.getPrivateKey() : with.getKey());
        }
        return token.getCompactSerialization();
    }

    private interface Body {
        String get();
    }

    private void serve(String path, Body json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = json.get().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static RsaJsonWebKey newKey(String name) throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2_048);
        key.setKeyId(name);
        return key;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
