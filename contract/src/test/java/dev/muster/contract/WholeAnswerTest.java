package dev.muster.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WholeAnswerTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @Timeout(20)
    void anAnswerThatStopsInTheMiddleIsLateToo() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[3]);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");

            assertThatThrownBy(() -> call(address, SHORT)).isInstanceOf(HttpTimeoutException.class);
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    @Test
    void whatTheClientSaysIsSaidAsItWas() {
        assertThatThrownBy(() -> call(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(20)))
                .isInstanceOf(ConnectException.class);
    }

    private void call(URI address, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
        WholeAnswer.of(client, request, HttpResponse.BodyHandlers.ofByteArray(), timeout);
    }
}
