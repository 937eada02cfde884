package dev.muster.embedded.broker;

import dev.muster.contract.EventHandler;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A subscriber behind an HTTP address, as a Knative Service is; an event in its answer comes in again. */
public final class HttpSubscriber implements EventHandler {
    private final URI address;
    private final HttpClient client;

    /** A subscriber at an address; how long it may take to answer is for the Trigger to say. */
    public HttpSubscriber(URI address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        HttpMessage message = EventCodec.binary(event);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().forEach(request::header);
        HttpResponse<byte[]> response = send(request.build());
        if (response.statusCode() / 100 != 2) {
            throw DeliveryException.answered(
                    response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        HttpMessage answer = HttpMessage.of(response.headers().map(), response.body());
        return EventCodec.isEvent(answer) ? List.of(EventCodec.decode(answer)) : List.of();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw DeliveryException.noAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.noAnswer(e);
        }
    }
}
