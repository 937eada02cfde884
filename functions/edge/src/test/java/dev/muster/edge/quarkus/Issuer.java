package dev.muster.edge.quarkus;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An OpenID Connect issuer of the tests: its metadata, its key, and tokens signed with it (RFC 7519). */
public final class Issuer implements QuarkusTestResourceLifecycleManager {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair KEY = newKey();
    private static volatile String address = "";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = "http://localhost:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", Map.of("issuer", address, "jwks_uri", address + "/keys"));
        RSAPublicKey key = (RSAPublicKey) KEY.getPublic();
        Map<String, String> jwk = Map.of(
                "kty", "RSA",
                "kid", "1",
                "use", "sig",
                "alg", "RS256",
                "n", BASE64.encodeToString(key.getModulus().toByteArray()),
                "e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
        serve("/keys", Map.of("keys", List.of(jwk)));
        server.start();
        return Map.of("MUSTER_OIDC_ISSUER", address);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** A token that is valid unless it is told otherwise. */
    static Token token() {
        return new Token(address, "muster", "muster-events", Instant.now().plusSeconds(60));
    }

    private void serve(String path, Object json) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = Json.bytes(json);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token says. */
    record Token(String issuer, String audience, String role, Instant expiry) {
        Token issuer(String other) {
            return new Token(other, audience, role, expiry);
        }

        Token audience(String other) {
            return new Token(issuer, other, role, expiry);
        }

        Token role(String other) {
            return new Token(issuer, audience, other, expiry);
        }

        Token expired() {
            return new Token(issuer, audience, role, Instant.now().minusSeconds(3_600));
        }

        /** Signed by the issuer. */
        String valid() {
            return signed(KEY);
        }

        /** Signed by somebody else. */
        String forged() {
            return signed(newKey());
        }

        private String signed(KeyPair key) {
            Map<String, Object> claims = new TreeMap<>(Map.of(
                    "iss",
                    issuer,
                    "aud",
                    audience,
                    "sub",
                    "tester",
                    "groups",
                    List.of(role),
                    "iat",
                    Instant.now().minusSeconds(5).getEpochSecond(),
                    "exp",
                    expiry.getEpochSecond()));
            String text = encoded(Map.of("alg", "RS256", "typ", "JWT", "kid", "1")) + "." + encoded(claims);
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key.getPrivate());
                signature.update(text.getBytes(StandardCharsets.US_ASCII));
                return text + "." + BASE64.encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String encoded(Object json) {
            return BASE64.encodeToString(Json.bytes(json));
        }
    }
}
