package dev.muster.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that found its handler.
 *
 * @param message header fields and body
 * @param path the parts that the route left open
 * @param query undecoded; empty for none
 */
record Request(HttpMessage message, List<String> path, String query) {
    Request {
        path = List.copyOf(path);
    }

    /** Reads a request whole, unless its body is larger than an event may be. */
    static Request read(HttpExchange exchange, List<String> path) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(EventCodec.BODY_LIMIT + 1);
        return new Request(
                HttpMessage.of(exchange.getRequestHeaders(), body),
                path,
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    }

    boolean tooLarge() {
        return message.body().length > EventCodec.BODY_LIMIT;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(message.header(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean accepts(String type) {
        return header("accept").orElse("").toLowerCase(Locale.ROOT).contains(type);
    }

    Optional<String> parameter(String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
