package dev.muster.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer signs with, by its discovery document (OpenID Connect Discovery 1.0, section 4); nothing in a
 * token leads anywhere else. Kept for a while, and asked for again when a token names a key that is not among them, but
 * not often: anybody can make up a token. Thread-safe.
 */
final class IssuerKeys implements VerificationKeyResolver {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int LONGEST = 1 << 20;

    private final URI issuer;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private List<JsonWebKey> keys = List.of();
    private Instant fetched = Instant.EPOCH;
    private Instant tried = Instant.EPOCH;

    IssuerKeys(URI issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Throws a {@link RefusedException} while the issuer has never been reached. */
    @Override
    public synchronized Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nested)
            throws UnresolvableKeyException {
        if (age(fetched).compareTo(FRESH) > 0) {
            refresh();
        }
        JsonWebKey key = select(token);
        if (key == null) {
            refresh();
            key = select(token);
        }
        if (age(fetched).compareTo(USABLE) > 0) {
            throw RefusedException.unavailable("the issuer of tokens cannot be reached");
        }
        if (key == null) {
            throw new UnresolvableKeyException("no key of " + issuer + " fits");
        }
        return key.getKey();
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }

    private @Nullable JsonWebKey select(JsonWebSignature token) throws UnresolvableKeyException {
        try {
            return new VerificationJwkSelector().select(token, keys);
        } catch (JoseException e) {
            throw new UnresolvableKeyException("no key of " + issuer + " fits: " + e.getMessage(), e);
        }
    }

    private void refresh() {
        if (age(tried).compareTo(PAUSE) < 0) {
            return;
        }
        tried = clock.instant();
        try {
            String address = issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
            JsonNode discovery = Json.read(fetch(URI.create(address)), JsonNode.class);
            if (!discovery.path("issuer").asText().equals(issuer.toString())) {
                throw new IOException(address + " speaks for another issuer: " + discovery.path("issuer"));
            }
            keys = new JsonWebKeySet(fetch(URI.create(discovery.path("jwks_uri").asText()))).getJsonWebKeys();
            fetched = clock.instant();
        } catch (IOException | JoseException | IllegalArgumentException e) {
            LOG.warn("the keys of {} were not fetched: {}", issuer, e.toString());
        }
    }

    private String fetch(URI address) throws IOException {
        if (!BearerTokens.trustworthy(address)) {
            throw new IOException("not fetched from, since it is not encrypted: " + address);
        }
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException(address + " answered " + answer.statusCode());
                }
                // The request's time is over with the headers: one who stops there must not hold the keys for good.
                CompletableFuture.delayedExecutor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> end(body));
                return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void end(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("an answer that took too long", e);
        }
    }
}
