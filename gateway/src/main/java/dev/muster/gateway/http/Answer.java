package dev.muster.gateway.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.muster.contract.Json;
import dev.muster.edge.ProblemDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a caller gets. */
interface Answer {
    /** Sends it; the exchange is closed by whoever opened it. */
    void send(HttpExchange exchange) throws IOException;

    /** A status alone. */
    record Status(int status) implements Answer {
        @Override
        public void send(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** A record of the contract, as JSON. */
    record Value(Object value) implements Answer {
        @Override
        public void send(HttpExchange exchange) throws IOException {
            write(exchange, 200, "application/json", Json.bytes(value));
        }
    }

    /** Why not. */
    record Refusal(ProblemDetails details, Map<String, String> headers) implements Answer {
        @Override
        public void send(HttpExchange exchange) throws IOException {
            headers.forEach(exchange.getResponseHeaders()::set);
            write(exchange, details.status(), ProblemDetails.MEDIA_TYPE, details.json());
        }
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        describe(exchange, type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            // Closing it sends it, before the JDK's server waits for the rest of a body that was not read.
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    /** Nothing here is for a browser or a cache. */
    static void describe(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
    }
}
