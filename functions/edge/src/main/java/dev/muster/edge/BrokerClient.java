package dev.muster.edge;

import dev.muster.contract.EventSink;
import dev.muster.contract.WholeAnswer;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts events to the broker's address in binary mode, one try each; thread-safe. */
public final class BrokerClient implements EventSink {
    private final URI broker;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * A client of one broker.
     *
     * @param broker its ingress ({@code K_SINK})
     * @param timeout from sending to the answer
     */
    public BrokerClient(URI broker, Duration timeout) {
        this.broker = broker;
        this.timeout = timeout;
        // HTTP/1.1: the upgrade to HTTP/2 that the client offers otherwise breaks posts to some servers.
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        if (!"https".equals(broker.getScheme())) {
            builder.sslContext(NoTls.context());
        }
        this.client = builder.build();
    }

    /**
     * Posts an event; returns once the broker answered with a 2xx.
     *
     * @throws BrokerUnavailableException when it did not, or was not reached in time
     * @throws EventRefusedException when it says that it never takes this event
     */
    @Override
    public void emit(CloudEvent event) {
        HttpMessage message = EventCodec.binary(event);
        HttpRequest.Builder request = HttpRequest.newBuilder(broker)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().forEach(request::header);
        int status = send(request.build(), event);
        if (status / 100 != 2) {
            throw EventRefusedException.answered(broker, event, status)
                    .map(RuntimeException.class::cast)
                    .orElseGet(() -> BrokerUnavailableException.answered(broker, event, status));
        }
    }

    private int send(HttpRequest request, CloudEvent event) {
        try {
            return WholeAnswer.of(client, request, HttpResponse.BodyHandlers.discarding(), timeout)
                    .statusCode();
        } catch (IOException e) {
            throw BrokerUnavailableException.unreachable(broker, event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerUnavailableException.unreachable(broker, event, e);
        }
    }
}
