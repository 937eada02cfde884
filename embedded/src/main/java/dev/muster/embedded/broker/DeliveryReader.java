package dev.muster.embedded.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Reads a {@code delivery}; what it does not say is as in the fallback. */
final class DeliveryReader {
    private final String place;
    private final List<Problem> problems;

    DeliveryReader(String place, List<Problem> problems) {
        this.place = place;
        this.problems = problems;
    }

    Delivery read(JsonNode delivery, Delivery fallback) {
        JsonNode sink = delivery.path("deadLetterSink");
        String name = sink.path("ref").path("name").asText(sink.path("uri").asText());
        return new Delivery(
                retry(delivery, fallback.retry()),
                backoff(delivery, fallback.backoff()),
                duration(delivery, "backoffDelay", fallback.delay()),
                duration(delivery, "timeout", fallback.timeout()),
                name.isEmpty() ? fallback.deadLetterSink() : Optional.of(name));
    }

    private int retry(JsonNode delivery, int fallback) {
        JsonNode retry = delivery.path("retry");
        if (!retry.isMissingNode() && !(retry.isInt() && retry.asInt() >= 0)) {
            problem("retry", "is no count: " + retry, "write how often to try again");
        }
        return retry.asInt(fallback);
    }

    private Delivery.Backoff backoff(JsonNode delivery, Delivery.Backoff fallback) {
        String policy = delivery.path("backoffPolicy").asText();
        return switch (policy) {
            case "" -> fallback;
            case "linear" -> Delivery.Backoff.LINEAR;
            case "exponential" -> Delivery.Backoff.EXPONENTIAL;
            default -> {
                problem("backoffPolicy", "is unknown: " + policy, "use linear or exponential");
                yield fallback;
            }
        };
    }

    private Duration duration(JsonNode delivery, String field, Duration fallback) {
        String text = delivery.path(field).asText();
        try {
            return text.isEmpty() ? fallback : Duration.parse(text);
        } catch (DateTimeParseException e) {
            problem(field, "is no duration: " + text, "write it as ISO 8601 does, such as PT0.5S");
            return fallback;
        }
    }

    private void problem(String field, String message, String fix) {
        problems.add(Problem.at(place + "." + field, message, fix));
    }
}
