package dev.muster.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.sun.net.httpserver.HttpExchange;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: JSON, whole, and not too long. */
final class JsonBody {
    /** Bytes. */
    static final int LIMIT = 64 << 20;

    private JsonBody() {}

    /** Reads a record of the contract; a {@link RefusedException} names every place where something is amiss. */
    static <T extends Record> T read(HttpExchange exchange, Class<T> type) throws IOException {
        requireJson(exchange.getRequestHeaders().getFirst("Content-Type"));
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && length.strip().length() > 9) {
            throw RefusedException.tooLarge(LIMIT);
        }
        if (length != null && Long.parseLong(length.strip()) > LIMIT) {
            throw RefusedException.tooLarge(LIMIT);
        }
        byte[] body = exchange.getRequestBody().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw RefusedException.tooLarge(LIMIT);
        }
        T value = parse(body, type);
        List<Problem> missing = MissingValues.in(value);
        if (!missing.isEmpty()) {
            throw RefusedException.invalid(missing);
        }
        return value;
    }

    private static void requireJson(@Nullable String contentType) {
        String type = String.valueOf(contentType).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw RefusedException.notJson();
        }
    }

    private static <T> T parse(byte[] body, Class<T> type) throws IOException {
        ObjectReader reader = Json.mapper().readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try {
            T value = reader.readValue(body);
            if (value == null) {
                throw RefusedException.invalid("body", "is null", fix(type));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw RefusedException.invalid(List.of(problem(e, fix(type))));
        }
    }

    private static String fix(Class<?> type) {
        return "send a " + type.getSimpleName() + " as JSON in UTF-8";
    }

    private static Problem problem(JsonProcessingException e, String fix) {
        StringBuilder place = new StringBuilder("body");
        if (e instanceof JsonMappingException mapping) {
            mapping.getPath()
                    .forEach(step -> place.append(
                            step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName()));
        }
        Problem problem = Problem.at(place.toString(), "does not fit: " + firstLine(e), fix);
        var location = e.getLocation();
        return location == null ? problem : problem.on(location.getLineNr(), location.getColumnNr());
    }

    /** The innermost reason: that a record refused a value says more than that Jackson could not make the record. */
    private static String firstLine(JsonProcessingException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        String message =
                reason instanceof JsonProcessingException json ? json.getOriginalMessage() : reason.getMessage();
        return message == null
                ? "a value is missing"
                : message.lines().findFirst().orElse("");
    }
}
