package dev.muster.embedded.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import dev.muster.edge.HttpMessage;
import dev.muster.edge.ProblemDetails;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Takes events over HTTP, in both modes: 202 once they are taken, 400, 413 or 415 with every problem when they cannot
 * be, 503 when the time is not right.
 */
public final class Ingress implements HttpHandler {
    private final Function<CloudEvent, CompletionStage<Void>> broker;
    private final Duration patience;

    /**
     * An ingress of a broker.
     *
     * @param broker takes an event; what it returns completes when that may be acknowledged
     * @param patience how long that may take
     */
    public Ingress(Function<CloudEvent, CompletionStage<Void>> broker, Duration patience) {
        this.broker = broker;
        this.patience = patience;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(EventCodec.BODY_LIMIT + 1);
            take(exchange, HttpMessage.of(exchange.getRequestHeaders(), body));
        }
    }

    private void take(HttpExchange exchange, HttpMessage message) throws IOException {
        try {
            broker.apply(EventCodec.decode(message))
                    .toCompletableFuture()
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
            exchange.sendResponseHeaders(202, -1);
        } catch (EventRefusedException e) {
            answer(exchange, e.details());
        } catch (ExecutionException e) {
            boolean invalid = e.getCause() instanceof DeliveryException cause && cause.status() / 100 == 4;
            answer(exchange, new ProblemDetails(invalid ? 400 : 503, String.valueOf(e.getCause()), List.of()));
        } catch (TimeoutException | IllegalStateException e) {
            answer(exchange, new ProblemDetails(503, "not taken in time; send it again", List.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(exchange, new ProblemDetails(503, "shutting down; send it again", List.of()));
        }
    }

    private static void answer(HttpExchange exchange, ProblemDetails details) throws IOException {
        byte[] body = details.json();
        exchange.getResponseHeaders().set("Content-Type", ProblemDetails.MEDIA_TYPE);
        exchange.sendResponseHeaders(details.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
