package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.edge.BrokerClient;
import dev.muster.edge.BrokerUnavailableException;
import dev.muster.edge.EventCodec;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker behind its HTTP ingress, and subscribers behind HTTP addresses. */
class BrokerServerIT {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Queue<CloudEvent> received = new ConcurrentLinkedQueue<>();
    private final AtomicInteger trouble = new AtomicInteger();
    private Broker broker;
    private BrokerServer server;

    @BeforeEach
    void start() throws IOException {
        Delivery delivery =
                new Delivery(1, Delivery.Backoff.LINEAR, Duration.ofMillis(1), Duration.ZERO, Optional.empty());
        broker = new Broker(
                        new Wiring(List.of(new Trigger("all", new Filter.All(List.of()), delivery, "all"))),
                        BrokerOptions.defaults())
                .subscribe("all", this::receive)
                .start();
        server = BrokerServer.start(0, new Ingress(broker::deliver, Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        server.close();
        broker.close();
    }

    static List<CloudEvent> samples() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesEverySampleInBothModes(CloudEvent sample) throws Exception {
        assertThat(post(WireForm.binary(sample)).statusCode()).isEqualTo(202);
        assertThat(post(WireForm.structured(sample)).statusCode()).isEqualTo(202);

        assertThat(received)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getId()).isEqualTo(sample.getId()));
    }

    @Test
    void takesWhatTheClientOfTheFunctionsEmits() {
        new BrokerClient(server.address(), Duration.ofSeconds(10)).emit(SampleEvents.requestedAsYaml());

        assertThat(received)
                .singleElement()
                .satisfies(event -> assertThat(EventCodec.binary(event).headers())
                        .isEqualTo(EventCodec.binary(SampleEvents.requestedAsYaml())
                                .headers()));
    }

    @Test
    void tellsTheClientThatTheBrokerDidNotTakeTheEvent() {
        BrokerClient client = new BrokerClient(server.address(), Duration.ofSeconds(10));
        trouble.set(2);

        assertThatThrownBy(() -> client.emit(SampleEvents.sweep()))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("answered 503");
        server.close();
        assertThatThrownBy(() -> client.emit(SampleEvents.sweep()))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("was not reached");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,                   400",
        "application/cloudevents-batch+json, 415",
        "application/cloudevents+json,       400"
    })
    void refusesWhatIsNoEventWithItsProblems(String type, int status) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.address())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"problems\":[{", "\"fix\":");
    }

    @Test
    void takesPostsOnly() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(server.address()).GET());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void saysWhetherSendingAgainHelps() throws Exception {
        trouble.set(2);
        assertThat(post(WireForm.binary(SampleEvents.sweep())).statusCode()).isEqualTo(503);
        trouble.set(-1);
        assertThat(post(WireForm.binary(SampleEvents.sweep())).statusCode()).isEqualTo(400);
    }

    @Test
    void deliversToHttpAddressesAndTakesTheirAnswersIn() throws Exception {
        HttpServer function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        function.createContext("/", exchange -> {
            try (exchange) {
                var answer = EventCodec.binary(SampleEvents.accepted());
                answer.headers().forEach(exchange.getResponseHeaders()::add);
                exchange.sendResponseHeaders(200, answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        });
        function.createContext("/busy", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(429, -1);
            }
        });
        function.start();
        URI address = URI.create("http://localhost:" + function.getAddress().getPort());
        try {
            assertThat(new HttpSubscriber(address).handle(SampleEvents.requested()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getId())
                            .isEqualTo(SampleEvents.accepted().getId()));
            assertThatThrownBy(() -> new HttpSubscriber(address.resolve("/busy")).handle(SampleEvents.sweep()))
                    .isInstanceOfSatisfying(
                            DeliveryException.class,
                            busy -> assertThat(busy.retried()).isTrue());
        } finally {
            function.stop(0);
        }
        assertThatThrownBy(() -> new HttpSubscriber(address).handle(SampleEvents.sweep()))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        gone -> assertThat(gone.retried()).isTrue());
    }

    private List<CloudEvent> receive(CloudEvent event) {
        if (trouble.get() < 0) {
            throw InvalidInputException.of(Problem.at("data", "is bad", "correct it"));
        }
        if (trouble.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("not now");
        }
        received.add(event);
        return List.of();
    }

    private HttpResponse<String> post(WireForm form) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.address()).POST(HttpRequest.BodyPublishers.ofByteArray(form.body()));
        form.headers().forEach(request::header);
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
