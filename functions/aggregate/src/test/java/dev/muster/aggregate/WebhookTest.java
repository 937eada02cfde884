package dev.muster.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.SampleEvents;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final CloudEvent EVENT = SampleEvents.completed();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    /** {@code /<status>} answers with it, {@code /drip} begins an answer that never ends. */
    private void answer(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestHeaders().getFirst("ce-type") + " "
                + exchange.getRequestHeaders().getFirst("ce-id") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String path = exchange.getRequestURI().getPath().substring(1);
        if (path.equals("drip")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        } else {
            exchange.getResponseHeaders().add("Location", "/200");
            exchange.sendResponseHeaders(Integer.parseInt(path), -1);
        }
        exchange.close();
    }

    private void await() {
        try {
            assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anEventArrivesAsACloudEvent() {
        assertThat(post("/204")).isEqualTo(new Webhook.Answer.Taken());
        assertThat(received)
                .containsExactly(EVENT.getType() + " " + EVENT.getId() + " "
                        + new String(EVENT.getData().toBytes(), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 408, 425, 429})
    void aServerInTroubleMayTakeItLater(int status) {
        assertThat(post("/" + status))
                .isEqualTo(new Webhook.Answer.Unreachable(at("/" + status) + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410})
    void aRefusalIsFinal(int status) {
        assertThat(post("/" + status)).isEqualTo(new Webhook.Answer.Refused(at("/" + status) + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreNotFollowed(int status) {
        assertThat(post("/" + status)).isInstanceOf(Webhook.Answer.Refused.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void aHostThatIsNotAllowedIsNotCalled() {
        Webhook webhook = new Webhook(AllowedHosts.parse("example.org"), Duration.ofSeconds(5));

        assertThat(webhook.post(at("/200"), EVENT).join())
                .isEqualTo(new Webhook.Answer.Unreachable(at("/200") + " leads to a host that is not allowed"));
        assertThat(received).isEmpty();
    }

    @Test
    void anInternalAddressIsNotCalledUnlessItsPortIsListed() {
        Webhook webhook = new Webhook(AllowedHosts.parse("127.0.0.1"), Duration.ofSeconds(5));

        assertThat(webhook.post(at("/200"), EVENT).join())
                .isInstanceOfSatisfying(
                        Webhook.Answer.Unreachable.class,
                        refused -> assertThat(refused.why()).contains("internal address 127.0.0.1"));
        assertThat(received).isEmpty();
    }

    @Test
    void nobodyThereIsNotFinal() {
        URI address = at("/200");
        server.stop(0);

        assertThat(webhook(Duration.ofSeconds(5)).post(address, EVENT).join())
                .isInstanceOf(Webhook.Answer.Unreachable.class);
    }

    @Test
    void anAnswerThatNeverEndsIsCutOff() {
        assertThat(webhook(Duration.ofMillis(300)).post(at("/drip"), EVENT).join())
                .isEqualTo(new Webhook.Answer.Unreachable(at("/drip") + " cannot be reached: no answer in time"));
    }

    @Test
    void manyPostsGoOutAtOnce() {
        Webhook webhook = webhook(Duration.ofSeconds(5));

        List<Webhook.Answer> answers =
                List.of("/200", "/201", "/202").stream().map(path -> webhook.post(at(path), EVENT)).toList().stream()
                        .map(answer -> answer.join())
                        .toList();

        assertThat(answers).containsOnly(new Webhook.Answer.Taken()).hasSize(3);
    }

    private Webhook.Answer post(String path) {
        return webhook(Duration.ofSeconds(5)).post(at(path), EVENT).join();
    }

    private Webhook webhook(Duration timeout) {
        return new Webhook(AllowedHosts.parse("127.0.0.1:" + server.getAddress().getPort()), timeout);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
