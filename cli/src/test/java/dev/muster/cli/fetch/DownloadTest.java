package dev.muster.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.cli.fetch.Download.Limits;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadTest {
    private static final Limits LIMITS = new Limits(Duration.ofMillis(500), 1000);
    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1));

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/jobs.json", exchange -> answer(exchange, 200, "[]"));
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(1001)));
        server.createContext("/busy", exchange -> answer(exchange, calls.get() == 0 ? 503 : 200, "[]"));
        server.createContext("/down", exchange -> answer(exchange, 503, ""));
        server.createContext("/missing", exchange -> answer(exchange, 404, ""));
        server.createContext("/near", exchange -> redirect(exchange, "/jobs.json"));
        server.createContext("/far", exchange -> redirect(exchange, "http://127.0.0.2/jobs.json"));
        server.createContext("/round", exchange -> redirect(exchange, "/round"));
        server.createContext("/stall", this::stall);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void fetchesFromAnAllowedHost() throws IOException {
        assertThat(download("localhost").get(at("/jobs.json"))).asString().isEqualTo("[]");
    }

    @Test
    void callsNobodyWhoIsNotAllowed() {
        assertThatThrownBy(() -> download("example.com").get(at("/jobs.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not allowed");
        assertThat(calls).hasValue(0);
    }

    @Test
    void sendsNothingInClearOverANetwork() {
        assertThatThrownBy(() -> download("example.com").get(URI.create("http://example.com/jobs.json")))
                .hasMessageContaining("not encrypted");
    }

    @Test
    void triesAgainWhereThatMayHelp() throws IOException {
        assertThat(download("localhost").get(at("/busy"))).asString().isEqualTo("[]");
        assertThat(calls).hasValue(2);
    }

    @Test
    void givesUpAfterAsManyTriesAsItIsTold() {
        assertThatThrownBy(() -> download("localhost").get(at("/down")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in 3 tries")
                .hasMessageContaining("503");
        assertThat(calls).hasValue(3);
    }

    @Test
    void doesNotTryAgainWhatIsNotThere() {
        assertThatThrownBy(() -> download("localhost").get(at("/missing"))).hasMessageContaining("404");
        assertThat(calls).hasValue(1);
    }

    @Test
    void followsARedirectOnTheSameHostOnly() throws IOException {
        assertThat(download("localhost").get(at("/near"))).asString().isEqualTo("[]");
        assertThatThrownBy(() -> download("localhost", "127.0.0.2").get(at("/far")))
                .hasMessageContaining("redirects to another host");
    }

    @Test
    void doesNotGoRoundInCircles() {
        assertThatThrownBy(() -> download("localhost").get(at("/round"))).hasMessageContaining("more than 3 times");
    }

    @Test
    void readsNoMoreThanItsLimit() {
        assertThatThrownBy(() -> download("localhost").get(at("/large")))
                .hasMessageContaining("larger than 1000 bytes");
    }

    @Test
    void aBodyThatStallsIsNoAnswer() {
        Download once = new Download(AllowedHosts.parse("localhost"), new RetryPolicy(1, Duration.ZERO), LIMITS);

        assertThatThrownBy(() -> once.get(at("/stall"))).hasMessageContaining("no answer within 0.5 s");
    }

    private static Download download(String... hosts) {
        return new Download(AllowedHosts.parse(String.join(",", hosts)), QUICK, LIMITS);
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private void stall(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
