package dev.muster.gateway.http;

import static dev.muster.contract.gateway.GatewayApi.CAPACITY;
import static dev.muster.contract.gateway.GatewayApi.HEALTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in, over real TLS. */
class IdentityIT {
    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Issuer issuer;
    private static Installation gateway;

    @BeforeAll
    static void start() throws IOException, JoseException {
        certificates = Certificates.in(folder);
        certificates.issue("train", "CN=train", "authority");
        certificates.issue("alternative", "CN=x,O=train", "authority", "SAN=uri:spiffe://test/train");
        certificates.issue("stranger", "CN=stranger,O=train", "authority", "SAN=dns:train.evil");
        certificates.authority("foreign");
        certificates.issue("impostor", "CN=train", "foreign");
        issuer = Issuer.start();
        gateway = Installation.start(folder.resolve("spool"), certificates, issuer);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @Test
    void withoutAnIdentityOnlyHealthIsAnswered() throws Exception {
        Client nobody = client(null);

        assertThat(nobody.get(HEALTH).statusCode()).isEqualTo(200);
        assertThat(nobody.get(HEALTH).body()).isEmpty();
        assertThat(nobody.get(CAPACITY).statusCode()).isEqualTo(401);
        assertThat(nobody.get(CAPACITY).headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
        assertThat(nobody.post("/v1/submissions", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void aCertificateOnTheListIsLetIn() throws Exception {
        assertThat(client("train").get(CAPACITY).statusCode()).isEqualTo(200);
        assertThat(client("alternative").get(CAPACITY).statusCode()).isEqualTo(200);
    }

    @Test
    void aCertificateThatIsNotOnTheListIsAStranger() throws Exception {
        assertThat(client("stranger").get(CAPACITY).statusCode()).isEqualTo(403);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNone() throws Exception {
        // The client does not even send it, since the server names the authorities that it believes.
        assertThat(client("impostor").get(CAPACITY).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenOfTheIssuerIsLetIn() throws Exception {
        assertThat(status(issuer.token("train"))).isEqualTo(200);
        assertThat(status(issuer.token("somebody"))).isEqualTo(403);
    }

    @Test
    void aTokenCountsBeforeTheCertificate() throws Exception {
        assertThat(client("train").get(CAPACITY, "Authorization", "Bearer x").statusCode())
                .isEqualTo(401);
    }

    static Stream<Consumer<Map<String, Object>>> flaws() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                claims -> claims.put("exp", now - 600),
                claims -> claims.remove("exp"),
                claims -> claims.put("nbf", now + 600),
                claims -> claims.put("aud", "another"),
                claims -> claims.remove("aud"),
                claims -> claims.put("iss", "http://localhost:1"),
                claims -> claims.remove("iss"),
                claims -> claims.put("sub", 7),
                claims -> claims.remove("sub"));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void aTokenWithAFlawIsNone(Consumer<Map<String, Object>> flaw) throws Exception {
        assertThat(status(issuer.token(flaw))).isEqualTo(401);
    }

    @Test
    void aTokenThatTheIssuerDidNotSignIsNone() throws Exception {
        JsonWebKey secret = OctJwkGenerator.generateJwk(256);

        assertThat(status(issuer.forged())).isEqualTo(401);
        assertThat(status(issuer.signed(claims -> {}, "HS256", secret))).isEqualTo(401);
        assertThat(status(issuer.signed(claims -> {}, "none", secret))).isEqualTo(401);
        assertThat(status("a.b.c")).isEqualTo(401);
        assertThat(status("x".repeat(20_000))).isEqualTo(401);
        assertThat(client(null).get(CAPACITY, "Authorization", "Basic eDp5").statusCode())
                .isEqualTo(401);
    }

    @Test
    void keysAreKeptAndMadeUpNamesOfKeysDoNotBotherTheIssuer() throws Exception {
        assertThat(status(issuer.token("train"))).isEqualTo(200);
        int before = issuer.asked.get();
        for (int i = 0; i < 20; i++) {
            assertThat(status(issuer.forged())).isEqualTo(401);
            assertThat(status(issuer.token("train"))).isEqualTo(200);
        }

        assertThat(issuer.asked.get() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void oldTlsIsNotSpoken() {
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = (SSLSocket) certificates
                            .client("train")
                            .getSocketFactory()
                            .createSocket("localhost", gateway.address().getPort())) {
                        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aGatewayThatAnybodyMayCallDoesNotStart() {
        assertThatThrownBy(() -> new Callers(null, null)).hasMessageContaining("anybody may call");
        assertThatThrownBy(() -> new ClientCertificates(certificates.trusted(), Set.of()))
                .hasMessageContaining("no subject");
        assertThatThrownBy(() -> new BearerTokens(URI.create("http://issuer.example"), "a", Set.of("s")))
                .hasMessageContaining("https");
    }

    private static int status(String token) throws IOException, InterruptedException {
        return client(null).get(CAPACITY, "Authorization", "Bearer " + token).statusCode();
    }

    private static Client client(String certificate) {
        SSLContext tls = certificates.client(certificate);
        return Client.of(gateway.address(), tls);
    }
}
